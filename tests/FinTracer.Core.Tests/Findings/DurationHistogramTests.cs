using System;
using System.Collections.Generic;
using CsCheck;
using FinTracer.Findings;
using Xunit;

namespace FinTracer.Core.Tests.Findings;

public sealed class DurationHistogramTests
{
    static readonly Gen<long> Durations = Gen.OneOf(Gen.Long[0, 100], Gen.Long[0, 10_000_000_000], Gen.Long[0, long.MaxValue]);

    [Fact]
    public void A_bucket_holds_its_durations_and_is_no_wider_than_a_sixteenth() => Durations.Sample(duration =>
    {
        int bucket = DurationHistogram.BucketOf(duration);
        long upper = DurationHistogram.UpperBoundOf(bucket);
        return upper >= duration
            && DurationHistogram.BucketOf(upper) == bucket
            && (upper == long.MaxValue || DurationHistogram.BucketOf(upper + 1) == bucket + 1)
            && (Int128)upper * 16 <= (Int128)duration * 17;
    });

    [Fact]
    public void Percentiles_are_never_below_the_true_one_and_at_most_a_sixteenth_above() => Durations.List[1, 200].Sample(durations =>
    {
        var histogram = new DurationHistogram();
        foreach (long duration in durations) { histogram.Add(duration); }
        durations.Sort();
        DurationSummary summary = histogram.Summarize();
        Assert.Equal(durations.Count, summary.Count);
        Assert.Equal(durations[0], summary.MinNs);
        Assert.Equal(durations[^1], summary.MaxNs);
        AssertNear(NearestRank(durations, 50), summary.P50Ns);
        AssertNear(NearestRank(durations, 90), summary.P90Ns);
        AssertNear(NearestRank(durations, 99), summary.P99Ns);
    });

    [Fact]
    public void Without_durations_there_are_no_figures() =>
        Assert.Equal(new DurationSummary(0, null, null, null, null, null), new DurationHistogram().Summarize());

    [Fact]
    public void A_negative_duration_counts_as_none_at_all()
    {
        var histogram = new DurationHistogram();
        histogram.Add(-5);
        Assert.Equal(new DurationSummary(1, 0, 0, 0, 0, 0), histogram.Summarize());
    }

    static long NearestRank(List<long> sorted, int percent) => sorted[((sorted.Count * percent) + 99) / 100 - 1];

    static void AssertNear(long exact, long? approximate)
    {
        Assert.NotNull(approximate);
        Assert.True(approximate >= exact && (Int128)approximate.Value * 16 <= (Int128)exact * 17, $"{approximate} for {exact}");
    }
}

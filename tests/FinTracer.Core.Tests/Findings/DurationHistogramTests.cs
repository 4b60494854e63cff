using System;
using System.Collections.Generic;
using System.Linq;
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
        Assert.Equal([new(0, 0, 1)], histogram.Summarize().Buckets);
        Assert.Equal((1, 0, 0), (histogram.Summarize().Count, histogram.Summarize().MinNs, histogram.Summarize().MaxNs));
    }

    [Fact]
    public void Its_buckets_hold_every_duration_once_between_their_bounds() => Durations.List[1, 200].Sample(durations =>
    {
        var histogram = new DurationHistogram();
        foreach (long duration in durations) { histogram.Add(duration); }
        IReadOnlyList<DurationBucket> buckets = histogram.Summarize().Buckets;
        Assert.Equal(durations.Count, buckets.Sum(bucket => bucket.Count));
        Assert.All(buckets, bucket => Assert.Equal(bucket.Count, durations.Count(duration => duration >= bucket.FromNs && duration <= bucket.ToNs)));
    });

    [Fact]
    public void Coarse_rows_are_few_leave_no_gap_and_hold_as_many() => Gen.Select(Durations.List[1, 200], Gen.Int[1, 15]).Sample((durations, most) =>
    {
        var histogram = new DurationHistogram();
        foreach (long duration in durations) { histogram.Add(duration); }
        IReadOnlyList<DurationBucket> rows = histogram.Summarize().Coarse(most);
        Assert.InRange(rows.Count, 1, most);
        Assert.True(rows[0].FromNs <= durations.Min() && rows[^1].ToNs >= durations.Max());
        Assert.All(rows, row => Assert.Equal(row.Count, durations.Count(duration => duration >= row.FromNs && duration <= row.ToNs)));
        for (int i = 1; i < rows.Count; i++) { Assert.Equal(rows[i - 1].ToNs + 1, rows[i].FromNs); }
    });

    static long NearestRank(List<long> sorted, int percent) => sorted[((sorted.Count * percent) + 99) / 100 - 1];

    static void AssertNear(long exact, long? approximate)
    {
        Assert.NotNull(approximate);
        Assert.True(approximate >= exact && (Int128)approximate.Value * 16 <= (Int128)exact * 17, $"{approximate} for {exact}");
    }
}

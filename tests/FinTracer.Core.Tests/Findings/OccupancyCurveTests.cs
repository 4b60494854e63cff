using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Findings;
using Xunit;

namespace FinTracer.Core.Tests.Findings;

public sealed class OccupancyCurveTests
{
    const long Second = 1_000_000_000;

    static readonly Gen<List<(long From, long? Until)>> Spans =
        Gen.Select(Gen.Long[0, 20 * Second], Gen.Long[-Second, 15 * Second], (from, length) => (from, length < 0 ? (long?)null : from + length)).List[0, 60];

    [Fact]
    public void The_number_is_that_at_the_end_of_each_second() => Spans.Sample(spans =>
    {
        var curve = new OccupancyCurve();
        foreach ((long from, long? until) in spans) { curve.Add(from, until); }
        IReadOnlyList<OccupancyPoint> points = curve.ToPoints();
        var peak = default(OccupancyPeak);
        for (long second = 0; second < 40; second++)
        {
            long end = (second + 1) * Second;
            long held = spans.Count(span => span.From < end && (span.Until is null || span.Until >= end));
            Assert.Equal(held, points.LastOrDefault(point => point.TimeNs <= second * Second).Held);
            if (held > peak.Held) { peak = new OccupancyPeak(held, second * Second); }
        }
        Assert.Equal(peak, curve.Peak());
    });

    [Fact]
    public void Nothing_held_has_no_peak_time() => Assert.Equal(new OccupancyPeak(0, null), new OccupancyCurve().Peak());

    [Fact]
    public void Times_before_the_epoch_fall_into_seconds_too()
    {
        var curve = new OccupancyCurve();
        curve.Add(-1, Second);
        Assert.Equal(new OccupancyPeak(1, -Second), curve.Peak());
        Assert.Equal([new OccupancyPoint(-Second, 1), new OccupancyPoint(Second, 0)], curve.ToPoints());
    }
}

using System;
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

    /// <summary>Spans of all lengths, more and fewer than have cells of their own: some lie within a second, some over hours.</summary>
    static readonly Gen<List<(long From, long? Until)>> Crowds = Gen.OneOf(Gen.Const(Second), Gen.Const(30 * Second), Gen.Const(3 * 3600 * Second)).SelectMany(time =>
        Gen.Int[0, 3000].SelectMany(count => Gen.Select(
            Gen.Long[-time, time], Gen.OneOf(Gen.Long[0, time / 1000], Gen.Long[0, time]), (from, length) => (from, (long?)(from + length))).List[count]));

    [Fact]
    public void Points_are_the_number_at_the_end_of_each_second_and_the_peak_that_of_any_cell() => Spans.Sample(spans =>
    {
        OccupancyCurve curve = CurveOf(spans);
        IReadOnlyList<OccupancyPoint> points = curve.ToPoints();
        for (long second = 0; second < 40; second++)
        {
            Assert.Equal(HeldAt(spans, (second + 1) * Second), points.LastOrDefault(point => point.TimeNs <= second * Second).Held);
        }
        Assert.Equal(PeakIn(spans, OccupancyCells.FinestNs), curve.Peak());
    });

    /// <summary>The peak is that of cells as wide as it takes for there to be no more of them than the bound, and the number that was held at that moment.</summary>
    [Fact]
    public void The_peak_of_a_crowd_is_that_of_the_finest_cells_that_are_few_enough() => Crowds.Sample(
        spans =>
        {
            long width = OccupancyCells.FinestNs;
            while (width < Second && CellsIn(spans, width) > OccupancyCells.MaxCells) { width *= 2; }
            Assert.Equal(PeakIn(spans, width), CurveOf(spans).Peak());
        },
        iter: 60);

    [Fact]
    public void No_order_and_no_split_changes_anything() => Gen.Select(Crowds, Gen.Int[1, 5], Gen.Int[0, int.MaxValue]).Sample(
        (spans, parts, seed) =>
        {
            OccupancyCurve whole = CurveOf(spans);
            var random = new Random(seed);
            (long From, long? Until)[] shuffled = [.. spans];
            random.Shuffle(shuffled);
            var curves = Enumerable.Range(0, parts).Select(_ => new OccupancyCurve()).ToList();
            foreach ((long from, long? until) in shuffled) { curves[random.Next(parts)].Add(from, until); }
            while (curves.Count > 1)
            {
                int into = random.Next(curves.Count - 1);
                curves[into].MergeWith(curves[^1]);
                curves.RemoveAt(curves.Count - 1);
            }
            Assert.Equal(whole.Peak(), curves[0].Peak());
            Assert.Equal(whole.ToPoints(), curves[0].ToPoints());
            Assert.Equal(whole.BegunPerSecond(), curves[0].BegunPerSecond());
            Assert.Equal(whole.BegunPerSecond().Select(static each => each.Begun).DefaultIfEmpty().Max(), curves[0].MostBegunInSecond());
        },
        iter: 60);

    /// <summary>A port given back and taken again in one cell was not held twice.</summary>
    [Fact]
    public void What_follows_each_other_within_a_cell_is_not_held_together()
    {
        var curve = new OccupancyCurve();
        for (long i = 0; i < 10; i++) { curve.Add(i * 1000, (i * 1000) + 500); }
        curve.Add(20_000, Second);
        Assert.Equal(new OccupancyPeak(1, 0), curve.Peak());
    }

    [Fact]
    public void What_lasts_for_a_cell_is_seen_wherever_it_falls() => Gen.Long[-Second, Second].Sample(shift =>
    {
        var curve = new OccupancyCurve();
        for (int i = 0; i < 7; i++) { curve.Add(shift, shift + OccupancyCells.FinestNs); }
        Assert.Equal(7, curve.Peak().Held);
    });

    /// <summary>One connection costs a few octets, and a day of thousands a second no more than its seconds.</summary>
    [Fact]
    public void Few_take_little_room_and_many_are_bounded()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        new OccupancyCurve().Add(0, Second);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 200);

        var cells = new OccupancyCells();
        for (long i = 0; i < 200_000; i++)
        {
            cells.Add(i * Second / 400, 1, 0);
            Assert.InRange(cells.Cells.Length, 1, OccupancyCells.MaxCells);
        }
        Assert.Equal(Second / 4, cells.WidthNs); // 500 s in no more than 2,048 cells
        Assert.Equal(200_000, cells.Cells.ToArray().Sum(cell => cell.Begun));
    }

    [Fact]
    public void Nothing_held_has_no_peak_time() => Assert.Equal(new OccupancyPeak(0, null), new OccupancyCurve().Peak());

    [Fact]
    public void Times_before_the_epoch_fall_into_seconds_too()
    {
        var curve = new OccupancyCurve();
        curve.Add(-1, Second);
        Assert.Equal(new OccupancyPeak(1, -OccupancyCells.FinestNs), curve.Peak());
        Assert.Equal([new OccupancyPoint(-Second, 1), new OccupancyPoint(Second, 0)], curve.ToPoints());
    }

    static OccupancyCurve CurveOf(List<(long From, long? Until)> spans)
    {
        var curve = new OccupancyCurve();
        foreach ((long from, long? until) in spans) { curve.Add(from, until); }
        return curve;
    }

    /// <summary>Whole cells of a width that begin before a time.</summary>
    static long CellOf(long timeNs, long width) => (long)Math.Floor((decimal)timeNs / width);

    static int CellsIn(List<(long From, long? Until)> spans, long width) =>
        spans.SelectMany(span => span.Until is { } until ? new[] { span.From, until } : [span.From]).Select(time => CellOf(time, width)).Distinct().Count();

    static long HeldAt(List<(long From, long? Until)> spans, long timeNs) => spans.Count(span => span.From < timeNs && (span.Until is null || span.Until >= timeNs));

    /// <summary>The most held at the end of any cell of a width, counted one by one; nothing grows but in a cell in which something begins.</summary>
    static OccupancyPeak PeakIn(List<(long From, long? Until)> spans, long width)
    {
        var peak = default(OccupancyPeak);
        foreach (long cell in spans.Select(span => CellOf(span.From, width)).Distinct().Order())
        {
            long held = HeldAt(spans, (cell + 1) * width);
            if (held > peak.Held) { peak = new(held, cell * width); }
        }
        return peak;
    }
}

using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>
/// How many of something were held over time, kept as the net change in each second. Changes add up, so merging is exact whatever
/// the grouping, and memory follows the seconds in which anything changed, not the number of things. The number is that at the end of
/// a second: what begins and ends within one second leaves no trace here (its connection is counted elsewhere).
/// </summary>
internal sealed class OccupancyCurve
{
    const long NsPerSecond = 1_000_000_000;

    Dictionary<long, long>? _changes;

    /// <summary>Something is held from <paramref name="fromNs"/> until <paramref name="untilNs"/>; null: beyond the end of the capture.</summary>
    public void Add(long fromNs, long? untilNs)
    {
        long fromSecond = SecondOf(fromNs);
        if (untilNs is { } until)
        {
            long untilSecond = Math.Max(SecondOf(until), fromSecond);
            if (untilSecond == fromSecond) { return; }
            Change(untilSecond, -1);
        }
        Change(fromSecond, 1);
    }

    public void MergeWith(OccupancyCurve other)
    {
        if (other._changes is null) { return; }
        foreach ((long second, long change) in other._changes) { Change(second, change); }
    }

    public OccupancyPeak Peak()
    {
        var peak = default(OccupancyPeak);
        long held = 0;
        foreach ((long second, long change) in InOrder())
        {
            held += change;
            if (held > peak.Held) { peak = new(held, second * NsPerSecond); }
        }
        return peak;
    }

    /// <summary>The number held at the end of each second in which it changed, in order of time.</summary>
    public IReadOnlyList<OccupancyPoint> ToPoints()
    {
        var points = new List<OccupancyPoint>();
        long held = 0;
        foreach ((long second, long change) in InOrder())
        {
            if (change == 0) { continue; }
            held += change;
            points.Add(new(second * NsPerSecond, held));
        }
        return points;
    }

    static long SecondOf(long timeNs) => timeNs >= 0 ? timeNs / NsPerSecond : -((-timeNs + NsPerSecond - 1) / NsPerSecond);

    List<KeyValuePair<long, long>> InOrder()
    {
        List<KeyValuePair<long, long>> changes = _changes is null ? [] : [.. _changes];
        changes.Sort((left, right) => left.Key.CompareTo(right.Key));
        return changes;
    }

    void Change(long second, long by)
    {
        _changes ??= [];
        _changes[second] = _changes.GetValueOrDefault(second) + by;
    }
}

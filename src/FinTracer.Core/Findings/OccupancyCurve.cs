using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>
/// How many of something were held over time, kept as beginnings and ends in each second. Both add up, so merging is exact whatever
/// the grouping, and memory follows the seconds in which anything changed, not the number of things. The number is that at the end of
/// a second: what begins and ends within one second leaves no trace in it.
/// </summary>
internal sealed class OccupancyCurve
{
    const long NsPerSecond = 1_000_000_000;

    SecondCounts _begun;
    SecondCounts _ended;

    /// <summary>Something is held from <paramref name="fromNs"/> until <paramref name="untilNs"/>; null: beyond the end of the capture.</summary>
    public void Add(long fromNs, long? untilNs)
    {
        _begun.Add(fromNs);
        if (untilNs is { } until) { _ended.Add(Math.Max(until, fromNs)); }
    }

    public void MergeWith(OccupancyCurve other)
    {
        _begun.MergeWith(other._begun);
        _ended.MergeWith(other._ended);
    }

    /// <summary>How many began in each second, in order of time.</summary>
    public SortedDictionary<long, long> BegunPerSecond()
    {
        var begun = new SortedDictionary<long, long>();
        _begun.AddTo(begun);
        return begun;
    }

    public OccupancyPeak Peak()
    {
        var peak = default(OccupancyPeak);
        long held = 0;
        foreach ((long second, long change) in Changes())
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
        foreach ((long second, long change) in Changes())
        {
            if (change == 0) { continue; }
            held += change;
            points.Add(new(second * NsPerSecond, held));
        }
        return points;
    }

    SortedDictionary<long, long> Changes()
    {
        SortedDictionary<long, long> changes = BegunPerSecond();
        _ended.AddTo(changes, factor: -1);
        return changes;
    }
}

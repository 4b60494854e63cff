using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>
/// How many of something were held over time, from what began and what ended in each cell of time (<see cref="OccupancyCells"/>). Both add
/// up, so merging is exact whatever the grouping, and memory follows the cells in which anything changed, not the number of things. A
/// number is that at the end of a cell, which is a moment: it is never more than were held at once; what begins and ends within one cell
/// leaves no trace in it.
/// </summary>
internal sealed class OccupancyCurve
{
    const long NsPerSecond = 1_000_000_000;

    readonly OccupancyCells _cells = new();

    /// <summary>Something is held from <paramref name="fromNs"/> until <paramref name="untilNs"/>; null: beyond the end of the capture.</summary>
    public void Add(long fromNs, long? untilNs)
    {
        _cells.Add(fromNs, begun: 1, ended: 0);
        if (untilNs is { } until) { _cells.Add(Math.Max(until, fromNs), begun: 0, ended: 1); }
    }

    public void MergeWith(OccupancyCurve other) => _cells.MergeWith(other._cells);

    /// <summary>How many began in each second in which any did, in order of time.</summary>
    public IReadOnlyList<(long Second, long Begun)> BegunPerSecond()
    {
        var seconds = new List<(long Second, long Begun)>();
        foreach (OccupancyCell cell in _cells.Cells)
        {
            if (cell.Begun == 0) { continue; }
            long second = _cells.SecondOf(cell);
            if (seconds.Count > 0 && seconds[^1].Second == second) { seconds[^1] = (second, seconds[^1].Begun + cell.Begun); }
            else { seconds.Add((second, cell.Begun)); }
        }
        return seconds;
    }

    /// <summary>The most that began in one second.</summary>
    public long MostBegunInSecond()
    {
        (long most, long inSecond, long second) = (0, 0, long.MinValue);
        foreach (OccupancyCell cell in _cells.Cells)
        {
            inSecond = (_cells.SecondOf(cell) == second ? inSecond : 0) + cell.Begun;
            second = _cells.SecondOf(cell);
            most = Math.Max(most, inSecond);
        }
        return most;
    }

    public OccupancyPeak Peak()
    {
        var peak = default(OccupancyPeak);
        long held = 0;
        foreach (OccupancyCell cell in _cells.Cells)
        {
            held += cell.Begun - cell.Ended;
            if (held > peak.Held) { peak = new(held, _cells.StartNs(cell)); }
        }
        return peak;
    }

    /// <summary>The stretch of time from a peak (the time that <see cref="Peak"/> gives) until fewer than <paramref name="enough"/> are held.</summary>
    public OccupancyStretch StretchFrom(long peakNs, double enough)
    {
        (long before, long within, long held) = (0, 0, 0);
        long fromNs = peakNs + _cells.WidthNs;
        foreach (OccupancyCell cell in _cells.Cells)
        {
            held += cell.Begun - cell.Ended;
            long startNs = _cells.StartNs(cell);
            if (startNs < fromNs) { before += cell.Begun; }
            else if (held < enough) { return new(fromNs, startNs, before, within); }
            else { within += cell.Begun; }
        }
        return new(fromNs, null, before, within);
    }

    /// <summary>The number held at the end of each second in which it changed, in order of time.</summary>
    public IReadOnlyList<OccupancyPoint> ToPoints()
    {
        var points = new List<OccupancyPoint>();
        (long held, long told) = (0, 0);
        ReadOnlySpan<OccupancyCell> cells = _cells.Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            held += cells[i].Begun - cells[i].Ended;
            long second = _cells.SecondOf(cells[i]);
            bool endsSecond = i + 1 == cells.Length || _cells.SecondOf(cells[i + 1]) != second;
            if (!endsSecond || held == told) { continue; }
            points.Add(new(second * NsPerSecond, held));
            told = held;
        }
        return points;
    }
}

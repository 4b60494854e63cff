using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace FinTracer.Findings;

/// <summary>
/// Beginnings and ends, counted in cells of time: 1/128 s wide at first, and twice as wide whenever there would be more than
/// <see cref="MaxCells"/> of them, up to a second. A wider cell is two narrow ones added up, so the width and the counts follow from what
/// was counted alone, whatever the order and the grouping; and a few take no more room than their cells. Time nearly goes forward, so cells
/// lie in order; what comes from far back (a capture's times can be anything) waits until there is enough of it to be merged at once, so that
/// no order of times makes each cell cost a move of all others.
/// </summary>
internal sealed class OccupancyCells
{
    /// <summary>Width of the finest cell in nanoseconds: 1/128 s, which doubles seven times to a second.</summary>
    public const long FinestNs = 7_812_500;

    /// <summary>More cells than these are made wider, while they are narrower than a second.</summary>
    public const int MaxCells = 2048;

    const int LevelOfSeconds = 7;

    const int FarBack = MaxCells;

    OccupancyCell[] _cells = [];
    int _count;
    int _level;
    int _lastBegun; // where something began, and ended, last: mostly the next does so there too, or in the cell behind
    int _lastEnded;
    List<OccupancyCell>? _late; // in any order, a cell more than once perhaps; only where cells are a second wide, since fewer are not that far back

    /// <summary>Those in which anything began or ended, in order of time.</summary>
    public ReadOnlySpan<OccupancyCell> Cells
    {
        get
        {
            Settle();
            return _cells.AsSpan(0, _count);
        }
    }

    /// <summary>How long each lasts, in nanoseconds: 1/128 s to a second.</summary>
    public long WidthNs => FinestNs << _level;

    /// <summary>When a cell begins, in nanoseconds since the epoch.</summary>
    public long StartNs(OccupancyCell cell) => cell.Index * WidthNs;

    /// <summary>The second since the epoch that a cell lies in.</summary>
    public long SecondOf(OccupancyCell cell) => cell.Index >> (LevelOfSeconds - _level);

    /// <summary>Counts what begins or ends at a time in nanoseconds since the epoch.</summary>
    public void Add(long timeNs, int begun, int ended)
    {
        long index = FinestOf(timeNs) >> _level;
        ref int last = ref begun > 0 ? ref _lastBegun : ref _lastEnded;
        int at = Find(index, last);
        last = at >= 0 ? at : ~at;
        if (at >= 0)
        {
            _cells[at] = _cells[at].With(begun, ended);
        }
        else if (_count - ~at <= FarBack)
        {
            Insert(~at, new(index, begun, ended));
            Bound();
        }
        else
        {
            (_late ??= []).Add(new(index, begun, ended));
            if (_late.Count > _count) { Settle(); }
        }
    }

    public void MergeWith(OccupancyCells other)
    {
        // What has more cells than its bound has them in any company: the sum is as wide at least.
        while (_level < other._level) { Widen(); }
        Settle();
        Merge(other.Cells, _level - other._level);
    }

    void Settle()
    {
        if (_late is null) { return; }
        _late.Sort(static (one, another) => one.Index.CompareTo(another.Index));
        Merge(CollectionsMarshal.AsSpan(_late), narrower: 0);
        _late = null;
    }

    /// <summary>Adds cells that are in order of time and so many times half as wide.</summary>
    void Merge(ReadOnlySpan<OccupancyCell> others, int narrower)
    {
        var merged = new OccupancyCell[_count + others.Length];
        int count = 0, own = 0;
        foreach (OccupancyCell narrow in others)
        {
            OccupancyCell cell = narrow with { Index = narrow.Index >> narrower };
            while (own < _count && _cells[own].Index <= cell.Index) { Append(merged, ref count, _cells[own++]); }
            Append(merged, ref count, cell);
        }
        while (own < _count) { Append(merged, ref count, _cells[own++]); }
        (_cells, _count) = (merged, count);
        Bound();
    }

    /// <summary>The finest cell that a time lies in.</summary>
    static long FinestOf(long timeNs) => timeNs >= 0 ? timeNs / FinestNs : ((timeNs + 1) / FinestNs) - 1;

    /// <summary>
    /// The place of a cell; the complement of where it belongs when there is none. It is looked for at a place that was right before, and in the one behind that, before it is looked
    /// for at all: capture time hardly ever goes back.
    /// </summary>
    int Find(long index, int guess)
    {
        for (int near = guess; near < _count && near <= guess + 1; near++)
        {
            if (_cells[near].Index == index) { return near; }
        }
        if (_count == 0 || _cells[_count - 1].Index < index) { return ~_count; }
        (int low, int high) = (0, _count - 1);
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = _cells[middle].Index;
            if (found == index) { return middle; }
            if (found < index) { low = middle + 1; } else { high = middle - 1; }
        }
        return ~low;
    }

    void Insert(int at, OccupancyCell cell)
    {
        if (_count == _cells.Length) { Array.Resize(ref _cells, Math.Max(2, _count * 2)); }
        Array.Copy(_cells, at, _cells, at + 1, _count - at);
        _cells[at] = cell;
        _count++;
    }

    void Bound()
    {
        while (_count > MaxCells && _level < LevelOfSeconds) { Widen(); }
    }

    void Widen()
    {
        _level++;
        int count = 0;
        foreach (OccupancyCell cell in _cells.AsSpan(0, _count)) { Append(_cells, ref count, cell with { Index = cell.Index >> 1 }); }
        _count = count;
    }

    /// <summary>Adds a cell behind those of <paramref name="cells"/>, or to the last of them if it is the same.</summary>
    static void Append(OccupancyCell[] cells, ref int count, OccupancyCell cell)
    {
        if (count > 0 && cells[count - 1].Index == cell.Index) { cells[count - 1] = cells[count - 1].With(cell.Begun, cell.Ended); }
        else { cells[count++] = cell; }
    }
}

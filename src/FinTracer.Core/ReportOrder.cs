using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace FinTracer;

/// <summary>
/// Puts reports that lie in several lists in the order of their numbers. Those that are decided in one step have mostly begun close together, so that each is put at once
/// at the place that its number gives; where they lie far apart they are sorted. Serves again after <see cref="Clear"/>.
/// </summary>
sealed class ReportOrder
{
    const int Spread = 8; // places for each report: beyond it sorting costs less than looking through those that are empty

    static readonly (int List, int Place) s_nothing = (-1, 0);

    readonly List<long> _ids = [];
    readonly List<(int List, int Place)> _reports = [];
    (int List, int Place)[] _byNumber = [];
    long _least = long.MaxValue;
    long _greatest;

    /// <summary>A report; each number comes once.</summary>
    /// <param name="id">Its number, from 1.</param>
    /// <param name="list">Which list it lies in, from 0.</param>
    /// <param name="place">Where in the list, from 0.</param>
    public void Add(long id, int list, int place)
    {
        _ids.Add(id);
        _reports.Add((list, place));
        _least = Math.Min(_least, id);
        _greatest = Math.Max(_greatest, id);
    }

    /// <summary>Where they lie, by number. Valid until the next is added.</summary>
    public ReadOnlySpan<(int List, int Place)> Sort()
    {
        Span<(int List, int Place)> reports = CollectionsMarshal.AsSpan(_reports);
        Span<long> ids = CollectionsMarshal.AsSpan(_ids);
        if (reports.IsEmpty || _greatest - _least >= (long)Spread * reports.Length)
        {
            ids.Sort(reports);
            return reports;
        }

        int range = (int)(_greatest - _least) + 1;
        if (_byNumber.Length < range)
        {
            _byNumber = new (int, int)[range * 2];
        }

        Span<(int List, int Place)> byNumber = _byNumber.AsSpan(0, range);
        byNumber.Fill(s_nothing);
        for (int i = 0; i < reports.Length; i++)
        {
            byNumber[(int)(ids[i] - _least)] = reports[i];
        }

        int count = 0;
        foreach ((int List, int Place) report in byNumber)
        {
            if (report != s_nothing)
            {
                reports[count++] = report;
            }
        }

        return reports;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _ids.Clear();
        _reports.Clear();
        (_least, _greatest) = (long.MaxValue, 0);
    }
}

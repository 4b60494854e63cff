using System.Collections.Generic;

namespace FinTracer.Reporting.Ladders;

/// <summary>
/// The segments of one connection while it is followed. Of a long run of data only the beginning and the end are kept, so that memory follows what
/// happened and not what was carried; the end is long enough for what provokes a RST to be in it.
/// </summary>
/// <param name="keepAll">Keep every segment, whatever it costs.</param>
sealed class SegmentLog(bool keepAll)
{
    const int KeptInFront = 4;
    const int KeptBehind = 256;
    const int MaxEntries = 100_000;

    readonly List<LogEntry> _entries = [];
    int _run;

    /// <summary>Segments beyond the limit, which are not in the log.</summary>
    public long Dropped { get; private set; }

    /// <summary>The entries; in the order of their ordinals once <see cref="Sort"/> was called.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>Takes a segment down.</summary>
    public void Add(in LogEntry entry)
    {
        if (!keepAll && _entries.Count >= MaxEntries)
        {
            Dropped++;
            return;
        }
        _entries.Add(entry);
        _run = entry.IsFoldable ? _run + 1 : 0;
        if (!keepAll && _run >= KeptInFront + (2 * KeptBehind)) { FoldTheMiddle(); }
    }

    /// <summary>Brings what was added late (the segments of an attempt) to its place.</summary>
    public void Sort() => _entries.Sort(static (left, right) => left.Ordinal.CompareTo(right.Ordinal));

    void FoldTheMiddle()
    {
        int first = _entries.Count - _run + KeptInFront;
        int end = _entries.Count - KeptBehind;
        FoldedRun? run = null;
        for (int i = first; i < end; i++) { run = Join(run, _entries[i]); }
        _entries[first] = new LogEntry(_entries[first].Ordinal, default, run);
        _entries.RemoveRange(first + 1, end - first - 1);
        _run -= end - first - 1;
    }

    /// <summary>A run with one entry more.</summary>
    public static FoldedRun Join(FoldedRun? run, in LogEntry entry) => (run, entry.Folded) switch
    {
        (null, null) => FoldedRun.Of(entry.Observation),
        (null, { } folded) => folded,
        ({ } before, null) => before.With(entry.Observation),
        ({ } before, { } folded) => before.With(folded),
    };
}

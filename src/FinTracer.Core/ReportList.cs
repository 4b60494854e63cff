using System;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Reports of one step, which serves for the next one when it was cleared. A report is large: an ordinary list would copy each twice.</summary>
sealed class ReportList
{
    const int LeastRoom = 16;

    ConnectionReport[] _reports = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All, in the order in which they were added; valid until the next is added.</summary>
    public Span<ConnectionReport> Reports => _reports.AsSpan(0, Count);

    /// <summary>Adds a report, which the caller writes in its place; until then that holds anything.</summary>
    public ref ConnectionReport Add()
    {
        if (Count == _reports.Length)
        {
            Array.Resize(ref _reports, Math.Max(LeastRoom, Count * 2));
        }

        return ref _reports[Count++];
    }

    /// <summary>Forgets all. What they refer to stays until others take their places: few refer to anything.</summary>
    public void Clear() => Count = 0;
}

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

    /// <summary>Adds a report.</summary>
    public void Add(in ConnectionReport report)
    {
        if (Count == _reports.Length)
        {
            Array.Resize(ref _reports, Math.Max(LeastRoom, Count * 2));
        }

        ref ConnectionReport place = ref _reports[Count]; // counted afterwards: else it is copied on its way
        place = report;
        Count++;
    }

    /// <summary>Forgets all. What they refer to stays until others take their places: few refer to anything.</summary>
    public void Clear() => Count = 0;
}

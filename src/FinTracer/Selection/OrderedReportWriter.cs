using System.Collections.Generic;
using FinTracer.Reporting;
using FinTracer.Verdicts;

namespace FinTracer.Selection;

/// <summary>
/// Writes connections in an order of the user's, at the end, since any may be the first. With a greatest number it holds no more than that
/// many, else it holds them all.
/// </summary>
sealed class OrderedReportWriter(IReportWriter writer, SortOrder order, int? top) : IReportWriter
{
    /// <summary>The last of the order first, so that it is the one to give way.</summary>
    readonly PriorityQueue<ConnectionReport, ConnectionReport> _kept = new(Comparer<ConnectionReport>.Create((left, right) => order.Compare(right, left)));

    /// <inheritdoc/>
    public void Connection(ConnectionReport connection)
    {
        if (top is null || _kept.Count < top)
        {
            _kept.Enqueue(connection, connection);
        }
        else if (_kept.TryPeek(out ConnectionReport? last, out _) && order.Compare(connection, last) < 0)
        {
            _kept.DequeueEnqueue(connection, connection);
        }
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        var ordered = new ConnectionReport[_kept.Count];
        while (_kept.TryDequeue(out ConnectionReport? last, out _)) { ordered[_kept.Count] = last; }
        foreach (ConnectionReport connection in ordered) { writer.Connection(connection); }
        writer.End(summary);
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}

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
    readonly PriorityQueue<Kept, Kept> _kept = new(Comparer<Kept>.Create((left, right) => order.Compare(right.Connection, left.Connection)));

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        if (top is null || _kept.Count < top)
        {
            var kept = new Kept(connection);
            _kept.Enqueue(kept, kept);
        }
        else if (_kept.TryPeek(out Kept? last, out _) && order.Compare(connection, last.Connection) < 0)
        {
            var kept = new Kept(connection);
            _kept.DequeueEnqueue(kept, kept);
        }
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        var ordered = new Kept[_kept.Count];
        while (_kept.TryDequeue(out Kept? last, out _)) { ordered[_kept.Count] = last; }
        foreach (Kept kept in ordered) { writer.Connection(kept.Connection); }
        writer.End(summary);
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    /// <summary>An object, so that a place in the queue is a reference and not some hundred octets.</summary>
    sealed record Kept(ConnectionReport Connection);
}

using System;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>What becomes of decided connections. The costly part (adding up, writing out) may run on several threads at once; delivery keeps the order.</summary>
public interface IReportStage
{
    /// <summary>
    /// Works on connections decided together. Different lists may be worked on at once, by different workers and out of order.
    /// Returns what <see cref="Deliver"/> needs.
    /// </summary>
    /// <param name="worker">Which worker asks (0 to <see cref="TraceOptions.Threads"/> - 1); one does one thing at a time, so each may have its own sums.</param>
    /// <param name="connections">In order.</param>
    object? Prepare(int worker, ReadOnlySpan<ConnectionReport> connections);

    /// <summary>Takes what <see cref="Prepare"/> made, in an order that depends on the capture alone; never two at once, but not always on the same thread.</summary>
    void Deliver(object? prepared);
}

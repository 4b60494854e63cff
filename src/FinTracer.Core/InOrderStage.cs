using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Hands every connection to one consumer, one after the other.</summary>
public sealed class InOrderStage(Action<ConnectionReport> onReport) : IReportStage
{
    readonly ConcurrentBag<List<ConnectionReport>> _spare = []; // each some hundred thousand octets: made anew for every step they would be most of what is allocated

    /// <inheritdoc/>
    public object Prepare(int worker, ReadOnlySpan<ConnectionReport> connections)
    {
        List<ConnectionReport> kept = _spare.TryTake(out List<ConnectionReport>? spare) ? spare : [];
        kept.AddRange(connections);
        return kept;
    }

    /// <inheritdoc/>
    public void Deliver(object? prepared)
    {
        var kept = (List<ConnectionReport>)prepared!;
        foreach (ConnectionReport connection in kept)
        {
            onReport(connection);
        }

        kept.Clear();
        _spare.Add(kept);
    }
}

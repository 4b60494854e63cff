using System;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Hands every connection to one consumer, one after the other.</summary>
sealed class InOrderStage(Action<ConnectionReport> onReport) : IReportStage
{
    public object Prepare(int worker, IReadOnlyList<ConnectionReport> connections) => new List<ConnectionReport>(connections);

    public void Deliver(object? prepared)
    {
        foreach (ConnectionReport connection in (List<ConnectionReport>)prepared!)
        {
            onReport(connection);
        }
    }
}

using System;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>A place for one report after the other, each of which is handed over when it is there.</summary>
sealed class OneReport(Action<ConnectionReport> onReport) : IReportPlaces
{
    ConnectionReport _report;

    /// <inheritdoc/>
    public ref ConnectionReport Next() => ref _report;

    /// <inheritdoc/>
    public void Written() => onReport(_report);
}

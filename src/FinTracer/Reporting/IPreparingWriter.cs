using System;
using FinTracer.Verdicts;

namespace FinTracer.Reporting;

/// <summary>A format whose records can be made on any thread, several lists of them at once, and are then only handed over in order.</summary>
interface IPreparingWriter : IReportWriter
{
    /// <summary>Makes the records of connections. Safe for several threads at once.</summary>
    object Prepare(ReadOnlySpan<ConnectionReport> connections);

    /// <summary>Hands over what <see cref="Prepare"/> made; one call at a time, in the order of the report.</summary>
    void Deliver(object prepared);
}

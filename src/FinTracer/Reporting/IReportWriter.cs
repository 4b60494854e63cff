using FinTracer.Verdicts;

namespace FinTracer.Reporting;

/// <summary>
/// A format of the report. Connections are written as they come; nothing else of them is kept. A failure to write is an
/// <see cref="System.IO.IOException"/>, which the command turns into one line.
/// </summary>
interface IReportWriter : System.IDisposable
{
    /// <summary>Writes, or notes, one connection.</summary>
    void Connection(in ConnectionReport connection);

    /// <summary>Hands over the lines written so far, where the format is one of lines; a document appears at its end.</summary>
    void Flush()
    {
    }

    /// <summary>Ends the report with the sums and what is known of the inputs, and hands everything to the stream.</summary>
    void End(ReportSummary summary);
}

using FinTracer.Reporting;

namespace FinTracer.Live;

/// <summary>What a live report holds of its connections, by its format.</summary>
readonly record struct LiveForm(ReportFormat Format)
{
    /// <summary>Each connection once, without a revision; else lines that tell it again when it changes.</summary>
    public bool IsDocument => Format is ReportFormat.Json or ReportFormat.Html;

    /// <summary>Sums at the end. Lines for programs have none, so that they can run for months.</summary>
    public bool HasSums => IsDocument || Format == ReportFormat.Table;
}

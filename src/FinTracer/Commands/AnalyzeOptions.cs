using System;
using System.Collections.Generic;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Selection;

namespace FinTracer.Commands;

/// <summary>What <c>fintracer analyze</c> was asked for.</summary>
sealed record AnalyzeOptions
{
    /// <summary>Files, folders, patterns, or <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Capture filter (BPF), or null.</summary>
    public string? Filter { get; init; }

    /// <summary>Form of the report.</summary>
    public ReportFormat Format { get; init; } = ReportFormat.Table;

    /// <summary>File for the report; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Which connections, and in which order.</summary>
    public SelectionChoice Selection { get; init; } = new();

    /// <summary>What the sums assume, and from where on something is a finding.</summary>
    public SumsOptions Sums { get; init; } = new();

    /// <summary>Findings that make the exit code 5.</summary>
    public IReadOnlyList<FindingCode> FailOn { get; init; } = [];

    /// <summary>Read on as the input grows.</summary>
    public bool Follow { get; init; }

    /// <summary>While following: stop when nothing has come for so long; null: when told to.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>No colours, whatever the terminal.</summary>
    public bool NoColor { get; init; }

    /// <summary>No pager, however long the page is.</summary>
    public bool NoPager { get; init; }

    /// <summary>No progress on standard error.</summary>
    public bool Quiet { get; init; }

    /// <summary>The choices for the analysis itself.</summary>
    public required TraceOptions Trace { get; init; }
}

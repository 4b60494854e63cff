using System.Collections.Generic;
using FinTracer.Reporting.Ladders;

namespace FinTracer.Commands;

/// <summary>What <c>fintracer explain</c> was asked for.</summary>
sealed record ExplainOptions
{
    /// <summary>Files, folders, patterns, or <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Which connection.</summary>
    public required ConnectionChoice Choice { get; init; }

    /// <summary>Capture filter (BPF), or null.</summary>
    public string? Filter { get; init; }

    /// <summary>Form of the ladder.</summary>
    public LadderFormat Format { get; init; }

    /// <summary>File for it; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Fold no run of data.</summary>
    public bool All { get; init; }

    /// <summary>No colours, whatever the terminal.</summary>
    public bool NoColor { get; init; }

    /// <summary>No pager, even on a terminal.</summary>
    public bool NoPager { get; init; }

    /// <summary>No progress on standard error.</summary>
    public bool Quiet { get; init; }

    /// <summary>The choices for the analysis itself.</summary>
    public required TraceOptions Trace { get; init; }
}

using System;
using System.Collections.Generic;
using System.Net;
using FinTracer.Reporting;
using FinTracer.Sources.Live;

namespace FinTracer.Commands;

/// <summary>What <c>fintracer live</c> was asked for.</summary>
sealed record LiveOptions
{
    /// <summary>Interfaces to capture on.</summary>
    public required IReadOnlyList<string> Interfaces { get; init; }

    /// <summary>How to capture on them.</summary>
    public required CaptureSettings Capture { get; init; }

    /// <summary>Form of the report.</summary>
    public ReportFormat Format { get; init; } = ReportFormat.Table;

    /// <summary>File for the report; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Where the frames are written, or null.</summary>
    public CaptureFileOptions? Write { get; init; }

    /// <summary>Stop after so long; null: when told to.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Stop after so many frames.</summary>
    public long? Count { get; init; }

    /// <summary>Stop when nothing has come for so long.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>Where metrics are offered, or null.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>Show the kernel's TIME-WAITs beside ours.</summary>
    public bool Kernel { get; init; }

    /// <summary>What the view puts first.</summary>
    public Live.ViewOrder Sort { get; init; }

    /// <summary>No colours, whatever the terminal.</summary>
    public bool NoColor { get; init; }

    /// <summary>Nothing on standard error but failures and losses, and no view.</summary>
    public bool Quiet { get; init; }

    /// <summary>The choices for the analysis itself.</summary>
    public required TraceOptions Trace { get; init; }
}

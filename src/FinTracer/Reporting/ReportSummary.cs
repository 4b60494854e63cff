using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Findings;

namespace FinTracer.Reporting;

/// <summary>What a report says beside its connections.</summary>
sealed record ReportSummary
{
    /// <summary>The inputs, in the order of <see cref="FrameId.File"/>.</summary>
    public required IReadOnlyList<CaptureInput> Inputs { get; init; }

    /// <summary>What became of the frames.</summary>
    public required FrameCounts Counts { get; init; }

    /// <summary>The sums over the connections.</summary>
    public required CaptureSummary Sums { get; init; }

    /// <summary>The capture filter, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>The part of the connections that the report is about; null when it is about all.</summary>
    public SelectionSummary? Selection { get; init; }

    /// <summary>True when the user stopped the reading, so that the report covers a part of the input.</summary>
    public bool Interrupted { get; init; }
}

using FinTracer.Capture;

namespace FinTracer.Findings;

/// <summary>A connection that shows a finding, and the frame that decides it there.</summary>
/// <param name="Frame">The frame: a FIN, a RST, a SYN.</param>
/// <param name="Connection">The connection's number in the report (<see cref="Verdicts.ConnectionReport.Id"/>).</param>
public readonly record struct FindingEvidence(FrameId Frame, long Connection)
{
    /// <summary>Order of evidence: by frame, then by connection.</summary>
    internal bool IsBefore(FindingEvidence other) => Frame < other.Frame || (Frame == other.Frame && Connection < other.Connection);
}

using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Verdicts;

/// <summary>A FIN and what became of it.</summary>
/// <param name="Frame">Its first transmission in the capture.</param>
/// <param name="TimeNs">When that was, nanoseconds since the epoch.</param>
/// <param name="Seq">The sequence number that the FIN occupies (segment's number plus data).</param>
/// <param name="Retransmissions">How often it was sent again (frames captured twice not counted).</param>
/// <param name="AckedFrame">First segment of the peer (no RST) that acknowledges it; none when the capture has none.</param>
/// <param name="AckedTimeNs">Time of that segment, or null.</param>
public readonly record struct FinReport(FrameId Frame, long TimeNs, SequenceNumber Seq, int Retransmissions, FrameId AckedFrame, long? AckedTimeNs);

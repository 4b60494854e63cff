using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Reporting.Ladders;

/// <summary>Which connections a ladder is wanted of: those of a four-tuple, or the one of them that begins with a frame.</summary>
/// <param name="One">One endpoint.</param>
/// <param name="Other">The other.</param>
/// <param name="FirstFrame">First frame of the connection; null for every life of the four-tuple.</param>
readonly record struct LadderTarget(Endpoint One, Endpoint Other, FrameId? FirstFrame = null)
{
    /// <summary>True for a segment of the four-tuple, in either direction.</summary>
    public bool Covers(in Segment segment)
        => (segment.Source == One && segment.Destination == Other) || (segment.Source == Other && segment.Destination == One);

    /// <summary>True for a connection that is wanted.</summary>
    public bool Covers(Endpoint initiator, Endpoint responder, FrameId firstFrame)
        => ((initiator == One && responder == Other) || (initiator == Other && responder == One)) && (FirstFrame is not { } wanted || wanted == firstFrame);
}

using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>One segment as its connection took it in: what it proved, and both endpoints' states before and after it.</summary>
public readonly record struct SegmentObservation
{
    /// <summary>First frame of the connection: names it, together with the segment's four-tuple, before it is reported.</summary>
    public required FrameId Connection { get; init; }

    /// <summary>The segment.</summary>
    public required Segment Segment { get; init; }

    /// <summary>State of the segment's sender before it, as proved.</summary>
    public required TcpState SenderBefore { get; init; }

    /// <summary>State of its sender after it.</summary>
    public required TcpState SenderAfter { get; init; }

    /// <summary>State of its receiver before it.</summary>
    public required TcpState ReceiverBefore { get; init; }

    /// <summary>State of its receiver after it, as far as this segment proves it: its arrival is proved only by the receiver's next segment.</summary>
    public required TcpState ReceiverAfter { get; init; }

    /// <summary>True when its sender is the initiator, as far as is known by now.</summary>
    public required bool FromInitiator { get; init; }

    /// <summary>What it proved.</summary>
    public required SegmentFacts Facts { get; init; }

    /// <summary>Lets a connection take a segment in, and tells what that changed.</summary>
    internal static SegmentObservation Take(ConnectionTrack track, in Segment segment, out ObservedAs observedAs)
    {
        bool fromFirst = track.IsFromFirst(segment);
        TrackMoment before = TrackMoment.Of(track, fromFirst);
        observedAs = track.Observe(segment);
        TrackMoment after = TrackMoment.Of(track, fromFirst);
        return new SegmentObservation
        {
            Connection = track.FirstFrame,
            Segment = segment,
            SenderBefore = before.SenderState,
            SenderAfter = after.SenderState,
            ReceiverBefore = before.ReceiverState,
            ReceiverAfter = after.ReceiverState,
            FromInitiator = fromFirst == track.InitiatorIsFirst,
            Facts = after.Since(before, observedAs),
        };
    }
}

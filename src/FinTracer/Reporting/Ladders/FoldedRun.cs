using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>A run of segments in which nothing happened but data and acknowledgments.</summary>
sealed record FoldedRun : LadderStep
{
    /// <summary>First frame folded.</summary>
    public required FrameId FirstFrame { get; init; }

    /// <summary>Last frame folded.</summary>
    public required FrameId LastFrame { get; init; }

    /// <summary>Time of the first.</summary>
    public required long FirstTimeNs { get; init; }

    /// <summary>Time of the last.</summary>
    public required long LastTimeNs { get; init; }

    /// <summary>Segments of both sides.</summary>
    public long Segments { get; init; }

    /// <summary>Those with data.</summary>
    public long DataSegments { get; init; }

    /// <summary>Octets that the sender of the run's first segment sent.</summary>
    public long PayloadOfFirst { get; init; }

    /// <summary>Octets that the other side sent.</summary>
    public long PayloadOfSecond { get; init; }

    /// <summary>Who sent the run's first segment.</summary>
    public required Endpoint FirstSender { get; init; }

    /// <summary>Retransmissions among them.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Keep-alive probes among them.</summary>
    public long Probes { get; init; }

    /// <summary>Further copies of segments captured before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Octets of both sides.</summary>
    public long Payload => PayloadOfFirst + PayloadOfSecond;

    /// <summary>A run of one segment.</summary>
    public static FoldedRun Of(in SegmentObservation observation) => new FoldedRun
    {
        FirstFrame = observation.Segment.Frame,
        LastFrame = observation.Segment.Frame,
        FirstTimeNs = observation.Segment.TimestampNs,
        LastTimeNs = observation.Segment.TimestampNs,
        FirstSender = observation.Segment.Source,
    }.With(observation);

    /// <summary>The run with one more segment behind it.</summary>
    public FoldedRun With(in SegmentObservation observation)
    {
        Segment segment = observation.Segment;
        bool fromFirst = segment.Source == FirstSender;
        return this with
        {
            LastFrame = segment.Frame,
            LastTimeNs = segment.TimestampNs,
            Segments = Segments + 1,
            DataSegments = DataSegments + (segment.PayloadLength > 0 ? 1 : 0),
            PayloadOfFirst = PayloadOfFirst + (fromFirst ? segment.PayloadLength : 0),
            PayloadOfSecond = PayloadOfSecond + (fromFirst ? 0 : segment.PayloadLength),
            Retransmissions = Retransmissions + Count(observation, SegmentFacts.Retransmission),
            Probes = Probes + Count(observation, SegmentFacts.KeepAliveProbe),
            Duplicates = Duplicates + Count(observation, SegmentFacts.Duplicate),
        };
    }

    /// <summary>The run with another behind it.</summary>
    public FoldedRun With(FoldedRun next)
    {
        bool sameSender = next.FirstSender == FirstSender;
        return this with
        {
            LastFrame = next.LastFrame,
            LastTimeNs = next.LastTimeNs,
            Segments = Segments + next.Segments,
            DataSegments = DataSegments + next.DataSegments,
            PayloadOfFirst = PayloadOfFirst + (sameSender ? next.PayloadOfFirst : next.PayloadOfSecond),
            PayloadOfSecond = PayloadOfSecond + (sameSender ? next.PayloadOfSecond : next.PayloadOfFirst),
            Retransmissions = Retransmissions + next.Retransmissions,
            Probes = Probes + next.Probes,
            Duplicates = Duplicates + next.Duplicates,
        };
    }

    static int Count(in SegmentObservation observation, SegmentFacts fact) => (observation.Facts & fact) != 0 ? 1 : 0;
}

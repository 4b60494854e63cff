using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>One endpoint's TIME-WAIT: its beginning with what the vantage allows to say, its restarts and its end.</summary>
public record struct TimeWaitReport
{
    /// <summary>Where its verdict writes it, see <see cref="ConnectionReport.Fields"/>.</summary>
    internal TimeWaitFields Fields;

    /// <summary>Who holds it.</summary>
    public required Role Holder
    {
        readonly get => Fields.Holder;
        init => Fields.Holder = value;
    }

    /// <summary>The frame that shows the entry: the holder's ACK of the peer's FIN, or the ACK of its own FIN in a simultaneous close. None when never kept.</summary>
    public required FrameId EnteredFrame
    {
        readonly get => Fields.EnteredFrame;
        init => Fields.EnteredFrame = value;
    }

    /// <summary>Time of that frame; null when never kept.</summary>
    public required long? EnteredTimeNs
    {
        readonly get => Fields.EnteredTimeNs;
        init => Fields.EnteredTimeNs = value;
    }

    /// <summary>The holder cannot have entered before; null when never kept.</summary>
    public required long? EarliestTimeNs
    {
        readonly get => Fields.EarliestTimeNs;
        init => Fields.EarliestTimeNs = value;
    }

    /// <summary>The holder cannot have entered later, as far as delays are known; null when never kept or unknown.</summary>
    public required long? LatestTimeNs
    {
        readonly get => Fields.LatestTimeNs;
        init => Fields.LatestTimeNs = value;
    }

    /// <summary>
    /// How far the capture carries it: no further than the close itself; <see cref="Confidence.Likely"/> where nothing shows that the peer's FIN arrived.
    /// </summary>
    public required Confidence Confidence
    {
        readonly get => Fields.Confidence;
        init => Fields.Confidence = value;
    }

    /// <summary>How often a segment re-armed its timer.</summary>
    public required int Restarts
    {
        readonly get => Fields.Restarts;
        init => Fields.Restarts = value;
    }

    /// <summary>How it ended.</summary>
    public required TimeWaitEnding Ended
    {
        readonly get => Fields.Ended;
        init => Fields.Ended = value;
    }

    /// <summary>The frame that ended it (SYN, RST), if one did.</summary>
    public required FrameId EndedFrame
    {
        readonly get => Fields.EndedFrame;
        init => Fields.EndedFrame = value;
    }

    /// <summary>When it ended; for an expiry the earliest time the profile allows; null while open.</summary>
    public required long? EndedTimeNs
    {
        readonly get => Fields.EndedTimeNs;
        init => Fields.EndedTimeNs = value;
    }

    /// <summary>When it expires (or would have) at the earliest: the last restart plus the profile's length; null when never kept.</summary>
    public required long? ExpiresTimeNs
    {
        readonly get => Fields.ExpiresTimeNs;
        init => Fields.ExpiresTimeNs = value;
    }

    /// <summary>The same at the latest: coarse kernel timers run late; null when never kept.</summary>
    public required long? ExpiresLatestTimeNs
    {
        readonly get => Fields.ExpiresLatestTimeNs;
        init => Fields.ExpiresLatestTimeNs = value;
    }
}

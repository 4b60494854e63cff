using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>One endpoint's TIME-WAIT: its beginning with what the vantage allows to say, its restarts and its end.</summary>
public readonly record struct TimeWaitReport
{
    /// <summary>Who holds it.</summary>
    public required Role Holder { get; init; }

    /// <summary>The frame that shows the entry: the holder's ACK of the peer's FIN, or the ACK of its own FIN in a simultaneous close. None when never kept.</summary>
    public required FrameId EnteredFrame { get; init; }

    /// <summary>Time of that frame; null when never kept.</summary>
    public required long? EnteredTimeNs { get; init; }

    /// <summary>The holder cannot have entered before; null when never kept.</summary>
    public required long? EarliestTimeNs { get; init; }

    /// <summary>The holder cannot have entered later, as far as delays are known; null when never kept or unknown.</summary>
    public required long? LatestTimeNs { get; init; }

    /// <summary>
    /// How far the capture carries it: no further than the close itself; <see cref="Confidence.Likely"/> where nothing shows that the peer's FIN arrived.
    /// </summary>
    public required Confidence Confidence { get; init; }

    /// <summary>How often a segment re-armed its timer.</summary>
    public required int Restarts { get; init; }

    /// <summary>How it ended.</summary>
    public required TimeWaitEnding Ended { get; init; }

    /// <summary>The frame that ended it (SYN, RST), if one did.</summary>
    public required FrameId EndedFrame { get; init; }

    /// <summary>When it ended; for an expiry the earliest time the profile allows; null while open.</summary>
    public required long? EndedTimeNs { get; init; }

    /// <summary>When it expires (or would have) at the earliest: the last restart plus the profile's length; null when never kept.</summary>
    public required long? ExpiresTimeNs { get; init; }

    /// <summary>The same at the latest: coarse kernel timers run late; null when never kept.</summary>
    public required long? ExpiresLatestTimeNs { get; init; }
}

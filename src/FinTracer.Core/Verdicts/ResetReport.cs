using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>One RST explained.</summary>
public sealed record ResetReport
{
    /// <summary>The RST.</summary>
    public required FrameId Frame { get; init; }

    /// <summary>When it was captured, nanoseconds since the epoch.</summary>
    public required long TimeNs { get; init; }

    /// <summary>Who sent it (or is claimed to have).</summary>
    public required Role From { get; init; }

    /// <summary>Chosen or answered; unknown for an injected RST, which the endpoint it names did not send.</summary>
    public required ResetMode Mode { get; init; }

    /// <summary>Why.</summary>
    public required ResetCause Cause { get; init; }

    /// <summary>More about an abort.</summary>
    public required ResetDetail Detail { get; init; }

    /// <summary>The segment that provoked it; none for an abort, for an injected RST, or when the capture lacks it.</summary>
    public required FrameId ProvokedByFrame { get; init; }

    /// <summary>How long after the close the provoking segment came, nanoseconds; null when the sender of the RST had not closed.</summary>
    public required long? LateByNs { get; init; }

    /// <summary>True when its receiver had to accept it, false when not, null when that cannot be told.</summary>
    public required bool? Effective { get; init; }

    /// <summary>What it did.</summary>
    public required ResetEffect Effect { get; init; }

    /// <summary>State of the receiver when it came, as proved.</summary>
    public required TcpState ReceiverState { get; init; }

    /// <summary>The name Linux gives the reason (enum sk_rst_reason, e.g. <c>TCP_TIMEWAIT_SOCKET</c>) where it follows; else null.</summary>
    public required string? LinuxResetReason { get; init; }

    /// <summary>How far the capture carries the cause.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why, most important first.</summary>
    public required ShortList<Reason> Reasons { get; init; }
}

using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>How a four-tuple came back to life.</summary>
public readonly record struct ReuseReport
{
    /// <summary>First frame of the earlier life.</summary>
    public required FrameId PreviousFirstFrame { get; init; }

    /// <summary>Last frame of the earlier life. It can stand behind the new life's first: a SYN meets the old connection, which answers before it gives way.</summary>
    public required FrameId PreviousLastFrame { get; init; }

    /// <summary>Who opened the new life.</summary>
    public required Role By { get; init; }

    /// <summary>Endpoint of the new life that had held TIME-WAIT in the old one; null when nobody held it any more.</summary>
    public required Role? TimeWaitHolder { get; init; }

    /// <summary>From the end of the old life (its last close event) to the new SYN, nanoseconds.</summary>
    public required long AfterNs { get; init; }

    /// <summary>The new ISN less the old next sequence number of the same endpoint, modulo 2^32; null when the old one is unknown. 65,537 is Linux's mark of a tuple reused out of TIME-WAIT.</summary>
    public required int? IsnMinusOldNext { get; init; }

    /// <summary>The SYN-ACK's ISN less the old next sequence number of its sender; 65,537 shows that a Linux TIME-WAIT socket accepted the SYN. Null when unknown.</summary>
    public required int? SynAckIsnMinusOldNext { get; init; }

    /// <summary>The new SYN's TSval less the last TSval of its sender in the old life, modulo 2^32; null without timestamps (RFC 6191).</summary>
    public required int? TsValDelta { get; init; }
}

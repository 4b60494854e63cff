using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>One segment of a ladder with what it proved.</summary>
sealed record Rung : LadderStep
{
    /// <summary>The segment.</summary>
    public required Segment Segment { get; init; }

    /// <summary>Who sent it (or in whose name it came).</summary>
    public required Role From { get; init; }

    /// <summary>Nanoseconds since the ladder's first segment; below 0 where the capture is out of order.</summary>
    public required long AtNs { get; init; }

    /// <summary>Nanoseconds since the segment before; null for the first.</summary>
    public required long? SinceLastNs { get; init; }

    /// <summary>Sequence number relative to its sender's initial one.</summary>
    public required uint RelativeSeq { get; init; }

    /// <summary>Acknowledgment relative to its receiver's initial number; null without ACK.</summary>
    public required uint? RelativeAck { get; init; }

    /// <summary>State of the initiator after it, as proved.</summary>
    public required TcpState InitiatorState { get; init; }

    /// <summary>State of the responder after it, as proved.</summary>
    public required TcpState ResponderState { get; init; }

    /// <summary>What tracking saw in it.</summary>
    public required SegmentFacts Facts { get; init; }

    /// <summary>It is the SYN of an attempt at a new life, which this connection met.</summary>
    public required bool IsOddSyn { get; init; }

    /// <summary>What it means: the facts in words, and the parts of the verdict that name its frame.</summary>
    public IReadOnlyList<RungNote> Notes { get; init; } = [];
}

using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// The story of one connection (one incarnation of a four-tuple), decided. Every format prints these facts and no others.
/// Frames that are absent have <see cref="FrameId.IsSome"/> false; times that are absent are null; times are nanoseconds since the epoch.
/// </summary>
public readonly record struct ConnectionReport
{
    /// <summary>A report whose members are set by an initializer; final unless that says otherwise.</summary>
    public ConnectionReport()
    {
    }

    /// <summary>Number by first frame, from 1. Given when the record leaves, so that it does not depend on how the work was divided.</summary>
    public required long Id { get; init; }

    /// <summary>1 for the first life of the four-tuple in the capture; counts on while lives follow each other within the tombstone's time.</summary>
    public required int Incarnation { get; init; }

    /// <summary>The end that opened the connection, or is taken for it (<see cref="InitiatorKnown"/>).</summary>
    public required Endpoint Initiator { get; init; }

    /// <summary>The other end.</summary>
    public required Endpoint Responder { get; init; }

    /// <summary>True when a SYN or SYN-ACK told who opened; false when the ports made it a guess.</summary>
    public required bool InitiatorKnown { get; init; }

    /// <summary>First frame of the connection.</summary>
    public required FrameId FirstFrame { get; init; }

    /// <summary>Last frame, late segments included.</summary>
    public required FrameId LastFrame { get; init; }

    /// <summary>Time of the first frame.</summary>
    public required long FirstTimeNs { get; init; }

    /// <summary>Time of the last frame.</summary>
    public required long LastTimeNs { get; init; }

    /// <summary>True when both directions were synchronised: the handshake was seen, or data and ACKs flowed.</summary>
    public required bool Established { get; init; }

    /// <summary>Where the capture was taken.</summary>
    public required Vantage Vantage { get; init; }

    /// <summary>What the initiator sent.</summary>
    public required SenderCounts InitiatorSent { get; init; }

    /// <summary>What the responder sent.</summary>
    public required SenderCounts ResponderSent { get; init; }

    /// <summary>How it ended.</summary>
    public required CloseReport Close { get; init; }

    /// <summary>TIME-WAIT, one entry a holder, in the order of entry. Empty when nobody held or should have held it.</summary>
    public required ShortList<TimeWaitReport> TimeWait { get; init; }

    /// <summary>Every RST in capture order, up to a limit; <see cref="ResetCount"/> counts all.</summary>
    public required IReadOnlyList<ResetReport> Resets { get; init; }

    /// <summary>RSTs in the connection, those beyond the list's limit included.</summary>
    public required int ResetCount { get; init; }

    /// <summary>Segments that came after the close, up to a limit; <see cref="LateSegmentCount"/> counts all.</summary>
    public required IReadOnlyList<LateSegmentReport> LateSegments { get; init; }

    /// <summary>Late segments, those beyond the list's limit included.</summary>
    public required int LateSegmentCount { get; init; }

    /// <summary>State of the initiator at the end, as proved.</summary>
    public required TcpState InitiatorState { get; init; }

    /// <summary>State of the responder at the end, as proved.</summary>
    public required TcpState ResponderState { get; init; }

    /// <summary>How this life took the four-tuple over from the one before; null when it did not follow one.</summary>
    public ReuseReport? Reuse { get; init; }

    /// <summary>First frame of the next life of the four-tuple, when that has begun; it can stand before this one's last.</summary>
    public FrameId NextLifeFrame { get; init; }

    /// <summary>True when the connection left to make room (the limit on connections held at once), so what came later is not in it.</summary>
    public bool Evicted { get; init; }

    /// <summary>How often this connection has been reported, this time included, where reports are repeated as it changes; 0 where each is reported once.</summary>
    public int Revision { get; init; }

    /// <summary>False when the connection may be reported again: it is still watched.</summary>
    public bool Final { get; init; } = true;
}

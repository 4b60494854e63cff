using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// The story of one connection (one incarnation of a four-tuple), decided. Every format prints these facts and no others.
/// Frames that are absent have <see cref="FrameId.IsSome"/> false; times that are absent are null; times are nanoseconds since the epoch.
/// </summary>
public record struct ConnectionReport
{
    /// <summary>Where a verdict writes it, in the place where it is kept: made by an initializer it would be copied twice on its way there.</summary>
    internal ConnectionFields Fields;

    /// <summary>A report whose members are set by an initializer; final unless that says otherwise.</summary>
    public ConnectionReport() => Fields.Final = true;

    /// <summary>Number by first frame, from 1. Given when the record leaves, so that it does not depend on how the work was divided.</summary>
    public required long Id
    {
        readonly get => Fields.Id;
        init => Fields.Id = value;
    }

    /// <summary>1 for the first life of the four-tuple in the capture; counts on while lives follow each other within the tombstone's time.</summary>
    public required int Incarnation
    {
        readonly get => Fields.Incarnation;
        init => Fields.Incarnation = value;
    }

    /// <summary>The end that opened the connection, or is taken for it (<see cref="InitiatorKnown"/>).</summary>
    public required Endpoint Initiator
    {
        readonly get => Fields.Initiator;
        init => Fields.Initiator = value;
    }

    /// <summary>The other end.</summary>
    public required Endpoint Responder
    {
        readonly get => Fields.Responder;
        init => Fields.Responder = value;
    }

    /// <summary>True when a SYN or SYN-ACK told who opened; false when the ports made it a guess.</summary>
    public required bool InitiatorKnown
    {
        readonly get => Fields.InitiatorKnown;
        init => Fields.InitiatorKnown = value;
    }

    /// <summary>First frame of the connection.</summary>
    public required FrameId FirstFrame
    {
        readonly get => Fields.FirstFrame;
        init => Fields.FirstFrame = value;
    }

    /// <summary>Last frame, late segments included.</summary>
    public required FrameId LastFrame
    {
        readonly get => Fields.LastFrame;
        init => Fields.LastFrame = value;
    }

    /// <summary>Time of the first frame.</summary>
    public required long FirstTimeNs
    {
        readonly get => Fields.FirstTimeNs;
        init => Fields.FirstTimeNs = value;
    }

    /// <summary>Time of the last frame.</summary>
    public required long LastTimeNs
    {
        readonly get => Fields.LastTimeNs;
        init => Fields.LastTimeNs = value;
    }

    /// <summary>True when both directions were synchronised: the handshake was seen, or data and ACKs flowed.</summary>
    public required bool Established
    {
        readonly get => Fields.Established;
        init => Fields.Established = value;
    }

    /// <summary>Where the capture was taken.</summary>
    public required Vantage Vantage
    {
        readonly get => Fields.Vantage;
        init => Fields.Vantage = value;
    }

    /// <summary>What the initiator sent.</summary>
    public required SenderCounts InitiatorSent
    {
        readonly get => Fields.InitiatorSent;
        init => Fields.InitiatorSent = value;
    }

    /// <summary>What the responder sent.</summary>
    public required SenderCounts ResponderSent
    {
        readonly get => Fields.ResponderSent;
        init => Fields.ResponderSent = value;
    }

    /// <summary>How it ended.</summary>
    public required CloseReport Close
    {
        readonly get => Fields.Close;
        init => Fields.Close = value;
    }

    /// <summary>TIME-WAIT, one entry a holder, in the order of entry. Empty when nobody held or should have held it.</summary>
    public required ShortList<TimeWaitReport> TimeWait
    {
        readonly get => Fields.TimeWait;
        init => Fields.TimeWait = value;
    }

    /// <summary>Every RST in capture order, up to a limit; <see cref="ResetCount"/> counts all.</summary>
    public required IReadOnlyList<ResetReport> Resets
    {
        readonly get => Fields.Resets;
        init => Fields.Resets = value;
    }

    /// <summary>RSTs in the connection, those beyond the list's limit included.</summary>
    public required int ResetCount
    {
        readonly get => Fields.ResetCount;
        init => Fields.ResetCount = value;
    }

    /// <summary>Segments that came after the close, up to a limit; <see cref="LateSegmentCount"/> counts all.</summary>
    public required IReadOnlyList<LateSegmentReport> LateSegments
    {
        readonly get => Fields.LateSegments;
        init => Fields.LateSegments = value;
    }

    /// <summary>Late segments, those beyond the list's limit included.</summary>
    public required int LateSegmentCount
    {
        readonly get => Fields.LateSegmentCount;
        init => Fields.LateSegmentCount = value;
    }

    /// <summary>State of the initiator at the end, as proved.</summary>
    public required TcpState InitiatorState
    {
        readonly get => Fields.InitiatorState;
        init => Fields.InitiatorState = value;
    }

    /// <summary>State of the responder at the end, as proved.</summary>
    public required TcpState ResponderState
    {
        readonly get => Fields.ResponderState;
        init => Fields.ResponderState = value;
    }

    /// <summary>How this life took the four-tuple over from the one before; null when it did not follow one.</summary>
    public ReuseReport? Reuse
    {
        readonly get => Fields.Reuse;
        init => Fields.Reuse = value;
    }

    /// <summary>First frame of the next life of the four-tuple, when that has begun; it can stand before this one's last.</summary>
    public FrameId NextLifeFrame
    {
        readonly get => Fields.NextLifeFrame;
        init => Fields.NextLifeFrame = value;
    }

    /// <summary>True when the connection left to make room (the limit on connections held at once), so what came later is not in it.</summary>
    public bool Evicted
    {
        readonly get => Fields.Evicted;
        init => Fields.Evicted = value;
    }

    /// <summary>How often this connection has been reported, this time included, where reports are repeated as it changes; 0 where each is reported once.</summary>
    public int Revision
    {
        readonly get => Fields.Revision;
        init => Fields.Revision = value;
    }

    /// <summary>False when the connection may be reported again: it is still watched.</summary>
    public bool Final
    {
        readonly get => Fields.Final;
        init => Fields.Final = value;
    }
}

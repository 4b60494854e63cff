namespace FinTracer.Findings;

/// <summary>What a finding says. The report's words (<c>server-closes-first</c>) follow these names; equal weights stand in this order.</summary>
public enum FindingCode
{
    /// <summary>An initiator held all of its local ports towards a service, and no connection followed while it did.</summary>
    PortExhausted,

    /// <summary>An initiator held much of its range of local ports towards a service, or opens connections so fast that it will.</summary>
    PortExhaustionNear,

    /// <summary>The server closed idle connections just as requests came: each met a closed socket and was answered by a RST.</summary>
    KeepaliveRace,

    /// <summary>An endpoint whose peer has closed never closes in turn: it stays in CLOSE-WAIT.</summary>
    CloseWaitLeak,

    /// <summary>An endpoint closed many connections whose peers never closed in turn: it stays in FIN-WAIT-2, or gave up there.</summary>
    FinWait2PileUp,

    /// <summary>A service closes first, so that TIME-WAIT is its own.</summary>
    ServerClosesFirst,

    /// <summary>An initiator that closes first holds many TIME-WAITs.</summary>
    TimeWaitPileUp,

    /// <summary>Aborts with unread data: what the aborting side had sent before may be lost with it (RFC 2525 §2.17).</summary>
    UnreadDataAborts,

    /// <summary>Aborts although everything had been answered: SO_LINGER with timeout zero, or the like.</summary>
    LingerZeroAborts,

    /// <summary>Aborts of which packets do not show the reason: unread data, SO_LINGER with timeout zero, a process that was killed.</summary>
    Aborts,

    /// <summary>Data met an endpoint that had closed both ways, outside of a keep-alive race.</summary>
    DataAfterClose,

    /// <summary>An endpoint no longer knew a connection that its peer took for alive.</summary>
    HalfOpenPeers,

    /// <summary>Keep-alive probes went unanswered until the endpoint gave up.</summary>
    KeepaliveTimeouts,

    /// <summary>RSTs that do not come from the endpoint in whose name they were sent.</summary>
    MiddleboxResets,

    /// <summary>Connections refused.</summary>
    Refused,

    /// <summary>SYNs repeated, and never answered.</summary>
    SynUnanswered,

    /// <summary>Connections aborted by the responder's kernel because the listening socket was closed or would not take them.</summary>
    ListenerClosed,

    /// <summary>ACKs that completed a handshake and were answered by a RST: the responder's accept queue took no more.</summary>
    AcceptQueueFull,

    /// <summary>SYNs that met TIME-WAIT and had to be sent again.</summary>
    SynInTimeWait,

    /// <summary>Four-tuples opened again while an endpoint held them in TIME-WAIT.</summary>
    TimeWaitReuse,

    /// <summary>TIME-WAITs ended by a RST before their time (RFC 1337).</summary>
    TimeWaitAssassination,

    /// <summary>TIME-WAITs that should have been kept and were not.</summary>
    TimeWaitNotKept,

    /// <summary>Segments that came after their connection had closed.</summary>
    LateSegments,

    /// <summary>The capture lacks octets that were acknowledged, or its maker reports dropped packets.</summary>
    CaptureLossy,

    /// <summary>The capture has one direction only of some connections.</summary>
    CaptureOneSided,
}

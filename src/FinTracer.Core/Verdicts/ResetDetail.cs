namespace FinTracer.Verdicts;

/// <summary>What an abort was about, where packets can tell.</summary>
public enum ResetDetail
{
    /// <summary>Packets cannot tell (or the RST is no abort).</summary>
    None,

    /// <summary>
    /// Data of the peer was the last thing the responder got, and it answered none of it: likely closed with unread data (RFC 2525 §2.17). Of an initiator that had
    /// its answer nothing is said: whether it has read it is not in the packets.
    /// </summary>
    UnreadData,

    /// <summary>Everything had been answered: likely SO_LINGER with timeout zero, or the like.</summary>
    LingerZero,

    /// <summary>Its keep-alive probes had gone unanswered (RFC 9293 §3.8.4).</summary>
    KeepaliveTimeout,

    /// <summary>Right after the handshake, nothing said by the responder: its listener was closed with the connection in the queue.</summary>
    ListenerClosed,

    /// <summary>After its own FIN.</summary>
    AfterOwnFin,
}

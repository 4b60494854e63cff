namespace FinTracer.Tracking;

/// <summary>The states of RFC 9293 §3.3.2, as far as a capture can show them, plus <see cref="Unknown"/>.</summary>
public enum TcpState : byte
{
    /// <summary>Nothing proved yet: the endpoint has not been seen, or only in the middle of the connection's life.</summary>
    Unknown,

    /// <summary>LISTEN: never shown by a capture before a SYN arrives; used for a responder that answered nothing yet.</summary>
    Listen,

    /// <summary>SYN-SENT.</summary>
    SynSent,

    /// <summary>SYN-RECEIVED.</summary>
    SynReceived,

    /// <summary>ESTABLISHED.</summary>
    Established,

    /// <summary>FIN-WAIT-1: own FIN sent, not yet acknowledged.</summary>
    FinWait1,

    /// <summary>FIN-WAIT-2: own FIN acknowledged, the peer's not yet received.</summary>
    FinWait2,

    /// <summary>CLOSE-WAIT: the peer's FIN acknowledged, own FIN not yet sent.</summary>
    CloseWait,

    /// <summary>CLOSING: both FINs sent, the peer's acknowledged, own not yet.</summary>
    Closing,

    /// <summary>LAST-ACK: both FINs sent, waiting for the acknowledgment of the own.</summary>
    LastAck,

    /// <summary>TIME-WAIT.</summary>
    TimeWait,

    /// <summary>CLOSED.</summary>
    Closed,
}

namespace FinTracer.Tracking;

/// <summary>What one segment proves about one endpoint. Its own segments prove what it did and knew; the peer's prove what reached the peer.</summary>
public enum Signal
{
    /// <summary>It sent a SYN.</summary>
    SynSent,

    /// <summary>It sent a SYN-ACK.</summary>
    SynAckSent,

    /// <summary>The handshake is complete for it.</summary>
    HandshakeDone,

    /// <summary>It sent its FIN for the first time.</summary>
    FinSent,

    /// <summary>Its FIN was acknowledged.</summary>
    FinAcknowledged,

    /// <summary>It acknowledged the peer's FIN.</summary>
    PeerFinAcknowledged,

    /// <summary>A RST ended the connection: it sent it, or had to accept it.</summary>
    Reset,

    /// <summary>Its TIME-WAIT ran out.</summary>
    TimeWaitElapsed,
}

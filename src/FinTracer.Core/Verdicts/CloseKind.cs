namespace FinTracer.Verdicts;

/// <summary>How a connection ended.</summary>
public enum CloseKind
{
    /// <summary>No FIN and no RST: alive (or silent) when the capture ended.</summary>
    Open,

    /// <summary>The handshake never completed and nobody refused it.</summary>
    NotEstablished,

    /// <summary>A RST answered the SYN.</summary>
    Refused,

    /// <summary>One side sent a FIN, the other never did.</summary>
    HalfClosed,

    /// <summary>Both sides sent a FIN; the second knew of the first (RFC 9293 §3.6, figure 12).</summary>
    Graceful,

    /// <summary>Both sides sent a FIN before they knew of the other's (RFC 9293 §3.6, figure 13).</summary>
    Simultaneous,

    /// <summary>Ended by a RST, no FIN before it.</summary>
    Aborted,

    /// <summary>A FIN had been sent when a RST ended the connection before both FINs were acknowledged.</summary>
    AbortedAfterFin,
}

namespace FinTracer.Tracking;

/// <summary>What RFC 9293 §3.10.7 and RFC 5961 §3.2 make the receiver of a RST do, as far as its state is known.</summary>
enum ResetAcceptance
{
    /// <summary>Not known: the numbers expected are not in the capture.</summary>
    Unknown,

    /// <summary>The receiver has no such connection.</summary>
    NoConnection,

    /// <summary>It ends a connection attempt (SYN-SENT: the RST acknowledges the SYN).</summary>
    EndsAttempt,

    /// <summary>At exactly the number expected (or, on Linux after a FIN, one below): it ends the connection.</summary>
    EndsConnection,

    /// <summary>It ends TIME-WAIT.</summary>
    EndsTimeWait,

    /// <summary>In the window, not at its edge: challenge ACK.</summary>
    Challenged,

    /// <summary>Outside the window.</summary>
    Ignored,
}

namespace FinTracer.Tracking;

/// <summary>
/// The state diagram of RFC 9293 §3.3.2 (figure 5), one line for each edge that an observer can prove.
/// The arithmetic is done before: a signal says that this ACK covers that FIN, so no edge has a condition.
/// </summary>
public static class TcpTransitions
{
    /// <summary>The state that follows; the same state when the signal draws no edge from it (a retransmission, say).</summary>
    public static TcpState Next(TcpState state, Signal signal) => (state, signal) switch
    {
        (TcpState.Unknown or TcpState.Listen, Signal.SynSent) => TcpState.SynSent,
        (TcpState.Unknown or TcpState.Listen, Signal.SynAckSent) => TcpState.SynReceived,
        (TcpState.SynSent, Signal.SynAckSent) => TcpState.SynReceived, // simultaneous open, §3.5 figure 7
        (TcpState.Unknown or TcpState.Listen, Signal.HandshakeDone) => TcpState.Established, // the capture begins later, or misses the SYN
        (TcpState.SynSent, Signal.HandshakeDone) => TcpState.Established,
        (TcpState.SynReceived, Signal.HandshakeDone) => TcpState.Established,

        (TcpState.Unknown or TcpState.Listen, Signal.FinSent) => TcpState.FinWait1,    // the capture begins with the close
        (TcpState.SynReceived, Signal.FinSent) => TcpState.FinWait1,
        (TcpState.SynSent, Signal.FinSent) => TcpState.FinWait1,    // TCP Fast Open (RFC 7413): data and FIN may follow the SYN at once
        (TcpState.Established, Signal.FinSent) => TcpState.FinWait1,    // active close
        (TcpState.FinWait1, Signal.FinAcknowledged) => TcpState.FinWait2,
        (TcpState.FinWait1, Signal.PeerFinAcknowledged) => TcpState.Closing,     // simultaneous close, §3.6 figure 13
        (TcpState.FinWait2, Signal.PeerFinAcknowledged) => TcpState.TimeWait,
        (TcpState.Closing, Signal.FinAcknowledged) => TcpState.TimeWait,

        (TcpState.Unknown or TcpState.Listen, Signal.PeerFinAcknowledged) => TcpState.CloseWait,
        (TcpState.SynSent, Signal.PeerFinAcknowledged) => TcpState.CloseWait,
        (TcpState.SynReceived, Signal.PeerFinAcknowledged) => TcpState.CloseWait,   // §3.10.7.4: the FIN follows the ACK of the SYN in one segment
        (TcpState.Established, Signal.PeerFinAcknowledged) => TcpState.CloseWait,   // passive close
        (TcpState.CloseWait, Signal.FinSent) => TcpState.LastAck,
        (TcpState.LastAck, Signal.FinAcknowledged) => TcpState.Closed,

        (TcpState.TimeWait, Signal.TimeWaitElapsed) => TcpState.Closed,
        (_, Signal.Reset) => TcpState.Closed,
        _ => state,
    };
}

using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// The name that Linux gives the reason of a RST (enum sk_rst_reason, include/net/rstreason.h; the tracepoint tcp:tcp_send_reset prints it),
/// where it follows from what the packets show.
/// </summary>
static class LinuxReasons
{
    const string NoSocket = "NO_SOCKET";

    /// <param name="finding">The cause.</param>
    /// <param name="from">Who sent the RST. A responder may still have its listener, and then the reason is TCP_FLAGS: packets do not show which.</param>
    /// <param name="answersChallengeOfSyn">A SYN of its sender stood before it: the socket that answers is in SYN-SENT.</param>
    public static string? Of(in ResetFinding finding, Role from, bool answersChallengeOfSyn) => finding.Cause switch
    {
        // The other aborts (TCP_ABORT_ON_CLOSE, TCP_STATE, TCP_ABORT_ON_LINGER) leave the same packet.
        ResetCause.Abort => finding.Detail == ResetDetail.KeepaliveTimeout ? "TCP_KEEPALIVE_TIMEOUT" : null,
        ResetCause.ChallengeAckAnswer => answersChallengeOfSyn ? "TCP_INVALID_ACK_SEQUENCE" : null,
        ResetCause.SynInTimeWait => "TCP_INVALID_ACK_SEQUENCE", // SYN-SENT got an ACK that is not its own (RFC 9293 §3.10.7.3)
        ResetCause.UnexpectedSynAck or ResetCause.TimeWaitAssassination or ResetCause.TimeWaitNotKept or ResetCause.FinWait2Expired or ResetCause.HalfOpen
            or ResetCause.LateData or ResetCause.LateDuplicate or ResetCause.LateFin or ResetCause.LateAck => from == Role.Initiator ? NoSocket : null,
        ResetCause.Refused or ResetCause.DataAfterClose or ResetCause.DataCrossedFin or ResetCause.Unknown
            or ResetCause.BadHandshakeAck or ResetCause.Injected or ResetCause.PreviousIncarnation => null,
    };
}

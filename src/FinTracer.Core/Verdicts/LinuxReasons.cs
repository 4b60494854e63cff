using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// The name that Linux gives the reason of a RST (enum sk_rst_reason, include/net/rstreason.h; the tracepoint tcp:tcp_send_reset prints it),
/// where it follows from what the packets show.
/// </summary>
static class LinuxReasons
{
    const string InvalidAck = "TCP_INVALID_ACK_SEQUENCE";

    /// <param name="finding">The cause.</param>
    /// <param name="reset">The RST.</param>
    /// <param name="from">Who sent it.</param>
    public static string? Of(in ResetFinding finding, in ResetObservation reset, Role from) => finding.Cause switch
    {
        // The other aborts (TCP_ABORT_ON_CLOSE, TCP_STATE, TCP_ABORT_ON_LINGER) leave the same packet.
        ResetCause.Abort => finding.Detail == ResetDetail.KeepaliveTimeout ? "TCP_KEEPALIVE_TIMEOUT" : null,
        ResetCause.ChallengeAckAnswer => reset.OddSynFrame.IsSome ? InvalidAck // a SYN of its sender stood before it, which is in SYN-SENT
            : reset.SenderHadAborted ? WithoutSocket(from) : null,
        ResetCause.SynInTimeWait => InvalidAck, // SYN-SENT got an ACK that is not its own (RFC 9293 §3.10.7.3)
        ResetCause.DataAfterClose or ResetCause.DataCrossedFin => OfOrphan(finding, reset, from),
        ResetCause.UnexpectedSynAck or ResetCause.TimeWaitAssassination or ResetCause.TimeWaitNotKept or ResetCause.FinWait2Expired or ResetCause.HalfOpen
            or ResetCause.LateData or ResetCause.LateDuplicate or ResetCause.LateFin or ResetCause.LateAck => WithoutSocket(from),
        ResetCause.Refused or ResetCause.Unknown or ResetCause.BadHandshakeAck or ResetCause.Injected or ResetCause.PreviousIncarnation => null,
    };

    /// <summary>A responder may still have its listener, and then the reason is TCP_FLAGS: packets do not show which.</summary>
    static string? WithoutSocket(Role from) => from == Role.Initiator ? "NO_SOCKET" : null;

    /// <summary>
    /// Until its FIN is acknowledged an orphan is a full socket, which the acknowledging segment still meets (tcp_rcv_state_process); then a small one stands for it
    /// in FIN-WAIT-2 (tcp_time_wait), if that has not run out. Behind its own RST nothing is left.
    /// </summary>
    static string? OfOrphan(in ResetFinding finding, in ResetObservation reset, Role from)
        => reset.SenderHadAnswered || reset.SenderHadAborted ? WithoutSocket(from)
            : finding.Confidence != Confidence.Certain ? null
            : reset.SenderFinAcked && reset.SenderFinAckedTimeNs < reset.ProvokerTimeNs ? "TCP_TIMEWAIT_SOCKET"
            : "TCP_ABORT_ON_DATA";
}

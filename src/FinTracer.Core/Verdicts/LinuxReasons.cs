using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// The name that Linux gives the reason of a RST (enum sk_rst_reason, include/net/rstreason.h; the tracepoint tcp:tcp_send_reset prints it),
/// where it follows from what the packets show.
/// </summary>
static class LinuxReasons
{
    public static string? Of(in ResetFinding finding, in ResetObservation reset, in TrackingOptions options) => finding.Cause switch
    {
        ResetCause.Refused => "NO_SOCKET",
        ResetCause.LateData or ResetCause.LateDuplicate or ResetCause.LateFin or ResetCause.LateAck => "NO_SOCKET",
        ResetCause.TimeWaitNotKept or ResetCause.FinWait2Expired or ResetCause.HalfOpen => "NO_SOCKET",
        ResetCause.DataAfterClose or ResetCause.DataCrossedFin => reset.SenderHadAnswered ? "NO_SOCKET" : null,
        ResetCause.Abort => finding.Detail switch
        {
            ResetDetail.KeepaliveTimeout => "TCP_KEEPALIVE_TIMEOUT",
            ResetDetail.None or ResetDetail.UnreadData or ResetDetail.LingerZero or ResetDetail.ListenerClosed or ResetDetail.AfterOwnFin => null,
        },
        ResetCause.Unknown or ResetCause.UnexpectedSynAck or ResetCause.TimeWaitAssassination or ResetCause.SynInTimeWait or ResetCause.ChallengeAckAnswer
            or ResetCause.BadHandshakeAck or ResetCause.Injected or ResetCause.PreviousIncarnation => null,
    };
}

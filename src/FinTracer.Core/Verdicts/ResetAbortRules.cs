using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>RSTs that their sender chose to send (Linux: tcp_send_active_reset, reached from tcp_close, tcp_disconnect and the timers).</summary>
static class ResetAbortRules
{
    public static ResetFinding Judge(in ResetObservation reset, ResetMode mode, ref ShortList<Reason> reasons)
    {
        if (!reset.HasAck)
        {
            // No segment fits a bare RST: its provoker is missing, or a stack aborts without ACK.
            reasons = reasons.Append(new Reason(ReasonCode.ProvokingSegmentMissing));
            return new ResetFinding(ResetCause.Unknown, Confidence.Ambiguous);
        }

        reasons = reasons.Append(new Reason(ReasonCode.LooksLikeAbort));
        Confidence certainty = mode == ResetMode.Active ? Confidence.Certain : Confidence.Likely;

        if (reset.SenderHasFin)
        {
            reasons = reasons.Append(new Reason(ReasonCode.OwnFinSent, reset.SenderFinFrame));
            return new ResetFinding(ResetCause.Abort, certainty, ResetDetail.AfterOwnFin);
        }

        if (reset.SenderUnansweredProbes > 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.KeepaliveProbesUnanswered, default, reset.SenderUnansweredProbes));
            return new ResetFinding(ResetCause.Abort, certainty, ResetDetail.KeepaliveTimeout);
        }

        if (reset.SenderUnansweredRetransmissions > 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.RetransmissionsUnanswered, default, reset.SenderUnansweredRetransmissions));
            return new ResetFinding(ResetCause.Abort, certainty);
        }

        if (reset.SenderProbedLast)
        {
            // The answers that the capture shows may have been lost behind the tap.
            reasons = reasons.Append(new Reason(ReasonCode.ProbeAnswersMayBeLost));
            return new ResetFinding(ResetCause.Abort, certainty);
        }

        return OfApplication(reset, certainty, ref reasons);
    }

    /// <summary>
    /// Closing with unread data, SO_LINGER 0, an administrator's kill and the closing of a listener leave the same packet (RULES T3, T4, T19, T29). What went
    /// before it makes one of them likely, or leaves it open.
    /// </summary>
    static ResetFinding OfApplication(in ResetObservation reset, Confidence certainty, ref ShortList<Reason> reasons)
    {
        bool sentMore = reset.SenderHasNext && reset.Seq != reset.SenderNext;
        bool gotAll = !reset.ReceiverDataUnseenBySender;
        bool peerSpokeLast = reset.ReceiverSentData && (!reset.SenderSentData || reset.ReceiverLastDataTimeNs > reset.SenderLastDataTimeNs);
        bool bothAtOnce = reset.ReceiverSentData && reset.SenderSentData && reset.ReceiverLastDataTimeNs == reset.SenderLastDataTimeNs;
        if (sentMore || (peerSpokeLast && !gotAll) || bothAtOnce)
        {
            // Who spoke last is not in the capture: own data is missing, the peer's had not arrived, or came from the same socket, which may have read it.
            reasons = reasons.Append(new Reason(ReasonCode.AbortReasonNotOnWire));
            return new ResetFinding(ResetCause.Abort, certainty);
        }

        if (peerSpokeLast)
        {
            reasons = reasons.Append(new Reason(ReasonCode.PeerDataUnanswered, reset.ReceiverLastDataFrame));
            reasons = reasons.Append(new Reason(ReasonCode.AbortReasonNotOnWire));
            return reset.SenderIsResponder
                ? new ResetFinding(ResetCause.Abort, Confidence.Likely, ResetDetail.UnreadData)
                : new ResetFinding(ResetCause.Abort, certainty); // it asked and was answered: whether it has read the answer shows nowhere
        }

        ResetDetail detail = ResetDetail.LingerZero;
        if (reset.SenderOnlySynAck)
        {
            reasons = reasons.Append(new Reason(ReasonCode.NothingSaidByResponder));
            detail = ResetDetail.ListenerClosed;
        }

        reasons = reasons.Append(new Reason(ReasonCode.AbortReasonNotOnWire));
        return new ResetFinding(ResetCause.Abort, Confidence.Likely, detail);
    }
}

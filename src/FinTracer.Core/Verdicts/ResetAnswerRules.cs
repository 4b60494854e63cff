using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>RSTs that a stack gave in answer to a segment it had no use for (RFC 9293 §3.10.7.1; Linux: tcp_v4_send_reset and its callers).</summary>
static class ResetAnswerRules
{
    /// <summary>Linux keeps an orphan in FIN-WAIT-2 for 3.5 retransmission time-outs of at least 200 ms, however short tcp_fin_timeout is (tcp_fin_time).</summary>
    const long LeastFinWait2Ns = 700_000_000;

    public static ResetFinding Judge(in ResetObservation reset, TrackingOptions options, ref ShortList<Reason> reasons)
    {
        if (reset.ProvokerIsUnseenCopy)
        {
            reasons = reasons.Append(new Reason(ReasonCode.AnswersUnseenCopy, reset.ProvokerFrame));
            if (reset.OtherKindsFit)
            {
                reasons = reasons.Append(new Reason(ReasonCode.CopyOfAnotherFits));
            }

            return new ResetFinding(LateCause(reset, pureAck: false), reset.OtherKindsFit ? Confidence.Ambiguous : Confidence.Likely);
        }

        if (!reset.HasProvoker)
        {
            return WithoutProvoker(reset, ref reasons);
        }

        reasons = reasons.Append(new Reason(reset.HasAck ? ReasonCode.AcknowledgesSegment : ReasonCode.AnswersSegment, reset.ProvokerFrame));
        if ((reset.ProvokerControl & TcpControl.Syn) != 0)
        {
            return ToSyn(reset, ref reasons);
        }

        bool pureAck = reset.ProvokerPayload == 0 && (reset.ProvokerControl & TcpControl.Fin) == 0;
        if (pureAck && ToAnsweringAck(reset, ref reasons) is { } finding)
        {
            return finding;
        }

        return reset.SenderHasFin ? AfterOwnFin(reset, options, pureAck, ref reasons) : WithoutOwnFin(reset, pureAck, ref reasons);
    }

    static ResetFinding WithoutProvoker(in ResetObservation reset, ref ShortList<Reason> reasons)
    {
        reasons = reasons.Append(new Reason(ReasonCode.ProvokingSegmentMissing));
        return reset.HasAck && reset.ReceiverState == TcpState.SynSent
            ? new ResetFinding(ResetCause.Refused, Confidence.Likely)
            : new ResetFinding(ResetCause.Unknown, Confidence.Ambiguous);
    }

    static ResetFinding ToSyn(in ResetObservation reset, ref ShortList<Reason> reasons)
    {
        if ((reset.ProvokerControl & TcpControl.Ack) != 0)
        {
            return new ResetFinding(ResetCause.UnexpectedSynAck, Confidence.Certain);
        }

        reasons = reasons.Append(new Reason(ReasonCode.FirewallLooksTheSame));
        return new ResetFinding(ResetCause.Refused, Confidence.Certain);
    }

    /// <summary>The provoking ACK was itself an answer: of a TIME-WAIT socket, or a challenge ACK.</summary>
    static ResetFinding? ToAnsweringAck(in ResetObservation reset, ref ShortList<Reason> reasons)
    {
        bool answersOddSyn = reset.OddSynFrame.IsSome && reset.OddSynFrame < reset.ProvokerFrame;
        if ((reset.ProvokerTraits & RecentTraits.AnswersOddSegment) != 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.AnswersTimeWaitAck, reset.ProvokerFrame));
            if (reset.ProvokerIpId == 0)
            {
                reasons = reasons.Append(new Reason(ReasonCode.TimeWaitAckHasNoIpId, reset.ProvokerFrame));
            }

            if (!answersOddSyn)
            {
                if (reset.Acceptance == ResetAcceptance.EndsTimeWait)
                {
                    reasons = reasons.Append(new Reason(ReasonCode.Rfc1337NotOnWire));
                }

                return new ResetFinding(ResetCause.TimeWaitAssassination, Confidence.Certain);
            }

            reasons = reasons.Append(new Reason(ReasonCode.SynInLiveConnection, reset.OddSynFrame));
            return new ResetFinding(ResetCause.SynInTimeWait, Confidence.Certain);
        }

        if (answersOddSyn)
        {
            // Of an earlier life that the capture does not have, TIME-WAIT may have given that ACK as well.
            reasons = reasons.Append(new Reason(reset.Established ? ReasonCode.SynInLiveConnection : ReasonCode.SynInUnseenLife, reset.OddSynFrame));
            return new ResetFinding(ResetCause.ChallengeAckAnswer, reset.Established ? Confidence.Certain : Confidence.Likely);
        }

        if (reset.OddResetFrame.IsSome && reset.OddResetFrame < reset.ProvokerFrame)
        {
            reasons = reasons.Append(new Reason(ReasonCode.OddResetBefore, reset.OddResetFrame));
            return new ResetFinding(ResetCause.ChallengeAckAnswer, Confidence.Certain);
        }

        if (reset.SenderOnlySynAck && reset.Seq != reset.SenderNext)
        {
            return new ResetFinding(ResetCause.BadHandshakeAck, Confidence.Certain);
        }

        return null;
    }

    static ResetFinding AfterOwnFin(in ResetObservation reset, TrackingOptions options, bool pureAck, ref ShortList<Reason> reasons)
    {
        reasons = reasons.Append(new Reason(ReasonCode.OwnFinSent, reset.SenderFinFrame));
        bool closedBothWays = reset.SenderFinAcked && reset.SenderAckedPeerFin;
        if (reset.SenderTimeWaitEntered || closedBothWays)
        {
            return AfterFullClose(reset, options, pureAck, ref reasons);
        }

        bool gone = reset.SenderHadAborted || reset.SenderHadAnswered;
        long sinceAcked = reset.SenderFinAcked ? reset.ProvokerTimeNs - reset.SenderFinAckedTimeNs : 0;
        if (FinWait2RanOut(reset, options, gone, sinceAcked))
        {
            reasons = reasons.Append(new Reason(ReasonCode.LongAfterFinAcknowledged, default, sinceAcked));
            if (reset.FlowLabel == FlowLabelSign.Other)
            {
                reasons = reasons.Append(new Reason(ReasonCode.FlowLabelDiffers));
            }

            return new ResetFinding(ResetCause.FinWait2Expired, Confidence.Likely);
        }

        bool mayHaveRunOut = !gone && sinceAcked >= LeastFinWait2Ns && reset.FlowLabel != FlowLabelSign.OfConnection;
        if (reset.ProvokerPayload > 0)
        {
            return DataAfterFin(reset, mayHaveRunOut ? sinceAcked : null, ref reasons);
        }

        if (gone)
        {
            reasons = reasons.Append(new Reason(ReasonCode.SenderHadReset));
            return new ResetFinding(pureAck ? ResetCause.LateAck : ResetCause.LateFin, Confidence.Certain);
        }

        if (pureAck)
        {
            // Gone as soon as its FIN was acknowledged: a negative TCP_LINGER2 on Linux, or a stack that keeps no FIN-WAIT-2.
            return new ResetFinding(ResetCause.Abort, Confidence.Likely, ResetDetail.AfterOwnFin);
        }

        reasons = reasons.Append(new Reason(ReasonCode.FinNeverAcknowledged, reset.ProvokerFrame));
        return new ResetFinding(ResetCause.TimeWaitNotKept, Confidence.Likely);
    }

    /// <summary>
    /// An orphan's FIN-WAIT-2 is over after its time; the flow label of IPv6 shows it where the time was set shorter or longer. Once it has answered with a RST,
    /// nothing is left of it that could run out.
    /// </summary>
    static bool FinWait2RanOut(in ResetObservation reset, TrackingOptions options, bool gone, long sinceAckedNs) => reset.FlowLabel switch
    {
        FlowLabelSign.None => sinceAckedNs >= options.FinWait2Ns,
        FlowLabelSign.Other => sinceAckedNs >= options.FinWait2Ns || (!gone && sinceAckedNs >= LeastFinWait2Ns && reset.ProvokerPayload > 0),
        FlowLabelSign.OfConnection => false,
    };

    /// <param name="reset">The RST.</param>
    /// <param name="mayHaveRunOutNs">How long its sender had been in FIN-WAIT-2, if that may have run out; else null.</param>
    /// <param name="reasons">Takes the reasons.</param>
    static ResetFinding DataAfterFin(in ResetObservation reset, long? mayHaveRunOutNs, ref ShortList<Reason> reasons)
    {
        if ((reset.ProvokerTraits & RecentTraits.OldNews) != 0)
        {
            return new ResetFinding(ResetCause.LateDuplicate, Confidence.Likely);
        }

        bool knewOfFin = (reset.ProvokerControl & TcpControl.Ack) != 0 && reset.ProvokerAck > reset.SenderFinSeq;
        reasons = reasons.Append(new Reason(knewOfFin ? ReasonCode.DataSentAfterFinSeen : ReasonCode.DataSentBeforeFinSeen, reset.ProvokerFrame));
        if (mayHaveRunOutNs is { } sinceNs)
        {
            reasons = reasons.Append(new Reason(ReasonCode.FinWait2MayHaveRunOut, default, sinceNs));
        }
        else if (reset.FlowLabel == FlowLabelSign.OfConnection)
        {
            reasons = reasons.Append(new Reason(ReasonCode.FlowLabelIsTheConnections));
        }

        return new ResetFinding(
            knewOfFin ? ResetCause.DataAfterClose : ResetCause.DataCrossedFin, mayHaveRunOutNs is null ? Confidence.Certain : Confidence.Likely);
    }

    static ResetFinding AfterFullClose(in ResetObservation reset, TrackingOptions options, bool pureAck, ref ShortList<Reason> reasons)
    {
        Confidence confidence = Confidence.Certain;
        if (reset.SenderTimeWaitEntered)
        {
            long since = reset.ProvokerTimeNs - reset.SenderTimeWaitAtNs;
            bool over = reset.SenderTimeWaitKilled || since >= options.TimeWait.LengthNs;
            reasons = reasons.Append(over ? new Reason(ReasonCode.TimeWaitOver, default, since) : new Reason(ReasonCode.SenderWasClosed));
            confidence = over ? Confidence.Certain : Confidence.Likely;
        }
        else
        {
            reasons = reasons.Append(new Reason(ReasonCode.SenderWasClosed));
        }

        if (pureAck && reset.ReceiverState == TcpState.TimeWait && reset.ProvokerAck > reset.SenderFinSeq)
        {
            // Its last ACK again: doubled on the way, or given once more to a segment that the tap did not see.
            reasons = reasons.Append(new Reason(ReasonCode.MayAnswerTimeWaitAck, reset.ProvokerFrame));
            confidence = Confidence.Ambiguous;
        }

        return new ResetFinding(LateCause(reset, pureAck), confidence);
    }

    static ResetFinding WithoutOwnFin(in ResetObservation reset, bool pureAck, ref ShortList<Reason> reasons)
    {
        if (reset.SenderHadAborted || reset.SenderHadAnswered && reset.SenderState == TcpState.Closed && reset.WasOver)
        {
            reasons = reasons.Append(new Reason(ReasonCode.SenderHadReset));
            return reset.SenderHadAborted
                ? new ResetFinding(LateCause(reset, pureAck), Confidence.Certain)
                : new ResetFinding(ResetCause.HalfOpen, Confidence.Likely);
        }

        if (pureAck && reset.SenderOnlySynAck && reset.SenderIsResponder && reset.ProvokerTimeNs == reset.ReceiverFirstAckTimeNs)
        {
            reasons = reasons.Append(new Reason(ReasonCode.HandshakeAckRejected, reset.ProvokerFrame));
            return new ResetFinding(ResetCause.Abort, Confidence.Likely);
        }

        reasons = reasons.Append(new Reason(ReasonCode.SenderNeverClosed));
        if (reset.SenderEarlierUnanswered > 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.SilentBefore, default, reset.SenderEarlierUnanswered));
        }

        if (reset.SenderLastTimeNs > 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.IdleBefore, default, reset.ProvokerTimeNs - reset.SenderLastTimeNs));
        }

        return new ResetFinding(ResetCause.HalfOpen, Confidence.Likely);
    }

    static ResetCause LateCause(in ResetObservation reset, bool pureAck)
    {
        if ((reset.ProvokerControl & TcpControl.Fin) != 0)
        {
            return ResetCause.LateFin;
        }

        return pureAck ? ResetCause.LateAck
            : (reset.ProvokerTraits & RecentTraits.OldNews) != 0 ? ResetCause.LateDuplicate
            : ResetCause.LateData;
    }
}

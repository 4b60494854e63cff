using System;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Why a RST was sent: one rule after the other over the facts, the first that fits wins, the most specific evidence on top.</summary>
static class ResetCauseRules
{
    /// <summary>Hop limits of one host's segments differ by no more than a route change of this many hops.</summary>
    const int HopTolerance = 2;

    const long LongIdleNs = 60_000_000_000;

    public static ResetFinding Judge(in ResetObservation reset, ResetMode mode, TrackingOptions options, ref ShortList<Reason> reasons)
    {
        if (reset.BelongsToPredecessor)
        {
            reasons = reasons.Append(new Reason(ReasonCode.FitsPreviousIncarnation));
            return new ResetFinding(ResetCause.PreviousIncarnation, Confidence.Likely);
        }

        int hops = reset.SenderHopLimitKnown ? Math.Abs(reset.HopLimit - reset.SenderHopLimit) : 0;
        ResetFinding? injected = Injected(reset, mode, hops, ref reasons);
        if (injected is { } forged)
        {
            return forged;
        }

        ResetFinding finding = mode == ResetMode.Passive || (mode == ResetMode.Unknown && reset.HasProvoker)
            ? ResetAnswerRules.Judge(reset, options, ref reasons)
            : ResetAbortRules.Judge(reset, mode, ref reasons);
        if (hops > HopTolerance)
        {
            reasons = reasons.Append(new Reason(ReasonCode.HopLimitDiffers, default, hops));
            finding = finding with { Confidence = Confidence.Ambiguous };
        }

        return finding;
    }

    /// <summary>Not by the endpoint it claims to be from. Never from missing options or window zero alone: many stacks send such RSTs themselves.</summary>
    static ResetFinding? Injected(in ResetObservation reset, ResetMode mode, int hops, ref ShortList<Reason> reasons)
    {
        bool challenge = reset.OddSynFrame.IsSome || reset.OddResetFrame.IsSome;
        bool inHandshake = mode == ResetMode.Passive && reset.SenderState is TcpState.SynReceived or TcpState.SynSent; // a listener answers for others too
        bool closedBefore = reset.SenderTimeWaitEntered || (reset.SenderFinAcked && reset.SenderAckedPeerFin);
        bool talksOn = reset.SenderTalksOnFrame.IsSome && !challenge && !closedBefore && !inHandshake;
        bool hopOdd = hops > HopTolerance;
        bool unprovoked = mode != ResetMode.Passive || !(reset.HasProvoker || reset.ProvokerIsUnseenCopy);
        if (!talksOn && !(hopOdd && unprovoked) && !BothReset(reset, mode))
        {
            return null;
        }

        if (talksOn)
        {
            reasons = reasons.Append(new Reason(ReasonCode.SenderTalksOn, reset.SenderTalksOnFrame));
        }

        if (hopOdd)
        {
            reasons = reasons.Append(new Reason(ReasonCode.HopLimitDiffers, default, hops));
        }

        if (BothReset(reset, mode))
        {
            reasons = reasons.Append(new Reason(ReasonCode.BothDirectionsReset, reset.OtherResetFrame));
        }

        if (reset.HasProvoker)
        {
            reasons = reasons.Append(new Reason(ReasonCode.NumberedAsAnswer, reset.ProvokerFrame));
        }

        bool mayAnswerUnseenAck = unprovoked && !hopOdd && reset is { HasAck: false, SenderOnlySynAck: true };
        if (mayAnswerUnseenAck)
        {
            reasons = reasons.Append(new Reason(ReasonCode.UnseenAckFits));
        }

        return new ResetFinding(ResetCause.Injected, talksOn && !mayAnswerUnseenAck ? Confidence.Likely : Confidence.Ambiguous);
    }

    /// <summary>One RST each way, neither an answer, after a long silence: a device in the path dropped the connection and told both ends.</summary>
    static bool BothReset(in ResetObservation reset, ResetMode mode)
        => reset.OtherResetFrame.IsSome && !(mode == ResetMode.Passive && (reset.HasProvoker || reset.ProvokerIsUnseenCopy)) && !reset.SenderHadAnswered
            && reset.SilentNs > LongIdleNs;
}

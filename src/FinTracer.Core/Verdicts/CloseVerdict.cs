using System.Collections.Generic;
using System.Linq;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// Kind of the close and who was first, from what each side had acknowledged when it sent its FIN (RFC 9293 §3.6), never from the order of capture:
/// so the verdict is the same wherever the capture was taken.
/// </summary>
static class CloseVerdict
{
    /// <summary>Decides it, and writes all of it where it is kept.</summary>
    public static void Write(
        ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder, IReadOnlyList<ResetReport> resets, long decidedAtNs, bool evicted,
        ref CloseFields close)
    {
        close.Reasons = default;
        ref ShortList<Reason> reasons = ref close.Reasons;
        ResetReport? ending = EndingReset(track, resets);
        (CloseKind kind, ActiveCloser closer, Confidence confidence) = (initiator.HasFin, responder.HasFin) switch
        {
            (true, true) => BothFins(initiator, responder, ending, ref reasons),
            (true, false) => OneFin(track, initiator, responder, ActiveCloser.Initiator, ending, ref reasons),
            (false, true) => OneFin(track, responder, initiator, ActiveCloser.Responder, ending, ref reasons),
            (false, false) => NoFin(track, initiator, responder, resets, ending, decidedAtNs, ref reasons),
        };
        if (track.IsWithItself)
        {
            reasons = reasons.Prepend(new Reason(ReasonCode.ConnectedToItself, track.FirstFrame));
        }

        close.Kind = kind;
        close.ActiveCloser = closer;
        close.Confidence = CloseDoubts.Weigh(track, initiator, responder, kind, evicted, confidence, ref reasons);
        close.InitiatorFin = Fin(initiator, responder);
        close.ResponderFin = track.IsWithItself ? null : Fin(responder, initiator);
        close.IdleBeforeCloseNs = track.IdleBeforeCloseNs;
    }

    /// <summary>The RST that ended it: the one that had to be accepted; else an abort whose sender fell silent; else one of which that cannot be told.</summary>
    static ResetReport? EndingReset(ConnectionTrack track, IReadOnlyList<ResetReport> resets)
    {
        if (track.Resets.Killer >= 0)
        {
            return resets[track.Resets.Killer];
        }

        if (track.FinsComplete)
        {
            return null;
        }

        for (int i = 0; i < resets.Count; i++)
        {
            bool silent = !track.Resets.Resets[i].SenderTalksOnFrame.IsSome && !track.Resets.Resets[i].BelongsToPredecessor;
            if (silent && (resets[i].Effective is null || (resets[i].Mode == ResetMode.Active && resets[i].Cause == ResetCause.Abort)))
            {
                return resets[i];
            }
        }

        return null;
    }

    static (CloseKind Kind, ActiveCloser Closer, Confidence Confidence) BothFins(
        EndpointTrack initiator, EndpointTrack responder, ResetReport? ending, ref ShortList<Reason> reasons)
    {
        (ActiveCloser closer, Confidence confidence) = ActiveCloserRule.FirstOfTwo(initiator, responder, ref reasons);
        if (initiator.FinAcked && responder.FinAcked)
        {
            if (ending is not null)
            {
                reasons = reasons.Append(new Reason(ReasonCode.EndedByReset, ending.Frame)); // it seemed to, and the close went on: something is missing before it
                confidence = confidence.AtMost(Confidence.Likely);
            }

            return (closer == ActiveCloser.Both ? CloseKind.Simultaneous : CloseKind.Graceful, closer, confidence);
        }

        if (ending is not null)
        {
            bool answersLast = ending.Frame > initiator.FinFrame && ending.Frame > responder.FinFrame;
            reasons = reasons.Append(new Reason(answersLast ? ReasonCode.LastFinResetOnly : ReasonCode.EndedByReset, ending.Frame));
            bool answersLastFin = ending.ProvokedByFrame.IsSome
                && ending.ProvokedByFrame == (closer == ActiveCloser.Initiator ? responder : closer == ActiveCloser.Responder ? initiator : Receiver(ending, initiator, responder)).FinFrame;
            Confidence ceiling = ending.Mode == ResetMode.Active || answersLastFin ? Confidence.Certain // else it may have answered the last ACK, or what came after that
                : ending.ProvokedByFrame.IsSome || ending.Cause == ResetCause.Injected ? Confidence.Likely : Confidence.Ambiguous;
            return (CloseKind.AbortedAfterFin, closer, confidence.AtMost(ceiling));
        }

        reasons = reasons.Append(new Reason(ReasonCode.LastAckMissing));
        return (closer == ActiveCloser.Both ? CloseKind.Simultaneous : CloseKind.Graceful, closer, confidence.AtMost(Confidence.Likely));
    }

    static EndpointTrack Receiver(ResetReport reset, EndpointTrack initiator, EndpointTrack responder) => reset.From == Role.Initiator ? responder : initiator;

    static (CloseKind Kind, ActiveCloser Closer, Confidence Confidence) OneFin(
        ConnectionTrack track, EndpointTrack closer, EndpointTrack other, ActiveCloser role, ResetReport? ending, ref ShortList<Reason> reasons)
    {
        if (ending is null)
        {
            reasons = reasons.Append(new Reason(ReasonCode.OnlyOneFin, closer.FinFrame));
            return (CloseKind.HalfClosed, role, closer.FinAcked ? Confidence.Certain : Confidence.Likely);
        }

        reasons = reasons.Append(new Reason(ReasonCode.EndedByReset, ending.Frame));
        bool fromOther = ending.From == RoleOf(track, other);
        bool active = ending.Mode == ResetMode.Active;
        if (fromOther && active && !Acknowledges(track, ending, closer))
        {
            reasons = reasons.Append(new Reason(ReasonCode.FinAndResetCrossed, ending.Frame));
            return (CloseKind.AbortedAfterFin, ActiveCloser.Both, Confidence.Certain);
        }

        return (CloseKind.AbortedAfterFin, role, Certainty(ending));
    }

    /// <summary>Had the sender of an abort seen the FIN? Its RST acknowledges what it had received.</summary>
    static bool Acknowledges(ConnectionTrack track, ResetReport ending, EndpointTrack closer)
    {
        foreach (ref readonly ResetObservation reset in track.Resets.Resets)
        {
            if (reset.Frame == ending.Frame)
            {
                return closer.FinAcked || (reset.HasAck && reset.Ack > closer.FinSeq);
            }
        }

        return closer.FinAcked;
    }

    static (CloseKind Kind, ActiveCloser Closer, Confidence Confidence) NoFin(
        ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder, IReadOnlyList<ResetReport> resets, ResetReport? ending, long decidedAtNs,
        ref ShortList<Reason> reasons)
    {
        if (!track.Established && (initiator.SentSyn || responder.SentSynAck))
        {
            return NeverEstablished(initiator, responder, ending, ref reasons);
        }

        if (ending is null)
        {
            reasons = reasons.Append(new Reason(ReasonCode.NoCloseInCapture, default, System.Math.Max(0, decidedAtNs - track.LastTimeNs)));
            return (CloseKind.Open, ActiveCloser.None, Confidence.Certain);
        }

        reasons = reasons.Append(new Reason(ReasonCode.EndedByReset, ending.Frame));
        ActiveCloser aborter = Aborter(resets);
        if (aborter != ActiveCloser.None)
        {
            return (CloseKind.Aborted, aborter, aborter == ActiveCloser.Both ? Confidence.Certain : Certainty(ending));
        }

        reasons = reasons.Append(new Reason(ending.Cause == ResetCause.Injected ? ReasonCode.ResetIsInjected : ReasonCode.ResetIsAnAnswer, ending.Frame));
        return (CloseKind.Aborted, ActiveCloser.None, Certainty(ending));
    }

    /// <summary>Who aborted: both, when each did before it knew of the other's RST (nobody answers a RST).</summary>
    static ActiveCloser Aborter(IReadOnlyList<ResetReport> resets)
    {
        bool initiator = false;
        bool responder = false;
        for (int i = 0; i < resets.Count; i++) // by index: an enumerator of an interface is garbage
        {
            ResetReport reset = resets[i];
            bool abort = reset is { Mode: ResetMode.Active, Cause: ResetCause.Abort };
            initiator |= abort && reset.From == Role.Initiator;
            responder |= abort && reset.From == Role.Responder;
        }

        return (initiator, responder) switch
        {
            (true, true) => ActiveCloser.Both,
            (true, false) => ActiveCloser.Initiator,
            (false, true) => ActiveCloser.Responder,
            (false, false) => ActiveCloser.None,
        };
    }

    static (CloseKind Kind, ActiveCloser Closer, Confidence Confidence) NeverEstablished(
        EndpointTrack initiator, EndpointTrack responder, ResetReport? ending, ref ShortList<Reason> reasons)
    {
        if (ending is { Cause: ResetCause.Refused, Effective: not false })
        {
            reasons = reasons.Append(new Reason(ReasonCode.SynRefused, ending.Frame));
            return (CloseKind.Refused, ActiveCloser.None, Confidence.Certain);
        }

        if (responder.SentSynAck)
        {
            reasons = reasons.Append(new Reason(ReasonCode.HandshakeIncomplete, responder.SynFrame));
        }
        else
        {
            reasons = reasons.Append(new Reason(ReasonCode.SynUnanswered, initiator.SynFrame, initiator.SynCount));
        }

        return (CloseKind.NotEstablished, ActiveCloser.None, Confidence.Certain);
    }

    /// <summary>An abort at the right number has ended its sender's side, also where it is open whether it arrived.</summary>
    static Confidence Certainty(ResetReport ending)
        => ending.Effective is true || ending.Reasons.Any(static r => r.Code == ReasonCode.ReceiverSpokeLater) ? Confidence.Certain : Confidence.Likely;

    static Role RoleOf(ConnectionTrack track, EndpointTrack endpoint) => ConnectionVerdict.RoleOf(track, ReferenceEquals(endpoint, track.First));

    static FinReport? Fin(EndpointTrack sender, EndpointTrack peer)
    {
        if (!sender.HasFin)
        {
            return null;
        }

        bool acked = sender.FinAcked;
        return new FinReport(
            sender.FinFrame, sender.FinTimeNs, sender.FinSeq, sender.FinRetransmissions,
            sender.FinAckedFrame.IsSome ? sender.FinAckedFrame : acked ? peer.AckedPeerFinFrame : default, acked ? sender.FinAckedTimeNs : null);
    }
}

using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// Kind of the close and who was first, from what each side had acknowledged when it sent its FIN (RFC 9293 §3.6), never from the order of capture:
/// so the verdict is the same wherever the capture was taken.
/// </summary>
static class CloseVerdict
{
    public static CloseReport Of(
        ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder, IReadOnlyList<ResetReport> resets, long decidedAtNs, bool evicted)
    {
        var reasons = new List<Reason>(1); // mostly one: a million connections leave a million of these
        ResetReport? ending = EndingReset(track, resets);
        (CloseKind kind, ActiveCloser closer, Confidence confidence) = (initiator.HasFin, responder.HasFin) switch
        {
            (true, true) => BothFins(initiator, responder, ending, reasons),
            (true, false) => OneFin(track, initiator, responder, ActiveCloser.Initiator, ending, reasons),
            (false, true) => OneFin(track, responder, initiator, ActiveCloser.Responder, ending, reasons),
            (false, false) => NoFin(track, initiator, responder, resets, ending, decidedAtNs, reasons),
        };
        confidence = Doubt(track, initiator, responder, kind, evicted, confidence, reasons);
        return new CloseReport
        {
            Kind = kind,
            ActiveCloser = closer,
            Confidence = confidence,
            Reasons = reasons,
            InitiatorFin = Fin(initiator, responder),
            ResponderFin = Fin(responder, initiator),
            IdleBeforeCloseNs = track.IdleBeforeCloseNs,
        };
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
        EndpointTrack initiator, EndpointTrack responder, ResetReport? ending, List<Reason> reasons)
    {
        (ActiveCloser closer, Confidence confidence) = FirstOfTwo(initiator, responder, reasons);
        if (initiator.FinAcked && responder.FinAcked)
        {
            if (ending is not null)
            {
                reasons.Add(new Reason(ReasonCode.EndedByReset, ending.Frame)); // it seemed to, and the close went on: something is missing before it
                confidence = Lower(confidence, Confidence.Likely);
            }

            return (closer == ActiveCloser.Both ? CloseKind.Simultaneous : CloseKind.Graceful, closer, confidence);
        }

        if (ending is not null)
        {
            bool answersLast = ending.Frame > initiator.FinFrame && ending.Frame > responder.FinFrame;
            reasons.Add(new Reason(answersLast ? ReasonCode.LastFinResetOnly : ReasonCode.EndedByReset, ending.Frame));
            bool answersLastFin = ending.ProvokedByFrame.IsSome
                && ending.ProvokedByFrame == (closer == ActiveCloser.Initiator ? responder : closer == ActiveCloser.Responder ? initiator : Receiver(ending, initiator, responder)).FinFrame;
            Confidence ceiling = ending.Mode == ResetMode.Active || answersLastFin ? Confidence.Certain // else it may have answered the last ACK, or what came after that
                : ending.ProvokedByFrame.IsSome ? Confidence.Likely : Confidence.Ambiguous;
            return (CloseKind.AbortedAfterFin, closer, Lower(confidence, ceiling));
        }

        reasons.Add(new Reason(ReasonCode.LastAckMissing));
        return (closer == ActiveCloser.Both ? CloseKind.Simultaneous : CloseKind.Graceful, closer, Lower(confidence, Confidence.Likely));
    }

    static EndpointTrack Receiver(ResetReport reset, EndpointTrack initiator, EndpointTrack responder) => reset.From == Role.Initiator ? responder : initiator;

    static (ActiveCloser Closer, Confidence Confidence) FirstOfTwo(EndpointTrack initiator, EndpointTrack responder, List<Reason> reasons)
    {
        bool initiatorKnew = initiator.KnewPeerFin(responder);
        bool responderKnew = responder.KnewPeerFin(initiator);
        bool complete = initiator.FinHasAck && responder.FinHasAck && !initiator.FinFirstTransmissionMissing && !responder.FinFirstTransmissionMissing;
        Confidence confidence = complete ? Confidence.Certain : Confidence.Likely;
        foreach (EndpointTrack endpoint in (System.ReadOnlySpan<EndpointTrack>)[initiator, responder])
        {
            if (endpoint.FinFirstTransmissionMissing)
            {
                reasons.Add(new Reason(ReasonCode.FirstFinTransmissionMissing, endpoint.BeyondGapFrame));
            }
        }

        switch (initiatorKnew, responderKnew)
        {
            case (false, true):
                reasons.Insert(0, Knowledge(responder, initiator));
                return (ActiveCloser.Initiator, Lower(confidence, Coherence(responder, initiator)));
            case (true, false):
                reasons.Insert(0, Knowledge(initiator, responder));
                return (ActiveCloser.Responder, Lower(confidence, Coherence(initiator, responder)));
            case (false, false):
                AddCrossing(initiator, responder, reasons);
                confidence = Contradicts(initiator) || Contradicts(responder) ? Lower(confidence, Confidence.Likely) : confidence;
                return (ActiveCloser.Both, initiator.FinHasAck && responder.FinHasAck ? confidence : Confidence.Ambiguous);
            case (true, true):
                // Each claims to have known of the other: copies or a broken stack. Only the order of capture is left.
                return (initiator.FinFrame < responder.FinFrame ? ActiveCloser.Initiator : ActiveCloser.Responder, Confidence.Ambiguous);
        }
    }

    /// <summary>An earlier ACK says that it knew, its FIN acknowledges less: frames out of order, or a broken stack.</summary>
    static Confidence Coherence(EndpointTrack second, EndpointTrack first)
        => second.FinAck > first.FinSeq || second.FinFirstTransmissionMissing ? Confidence.Certain : Confidence.Likely;

    /// <summary>It had acknowledged the peer's FIN in the capture before its own, which does not: overtaken on the way, or a broken stack.</summary>
    static bool Contradicts(EndpointTrack endpoint)
        => endpoint.AckedPeerFin && endpoint.AckedPeerFinFrame < endpoint.FinFrame && endpoint.AckedPeerFinSeq <= endpoint.FinSeq;

    static Reason Knowledge(EndpointTrack second, EndpointTrack first) => second.FinHasAck && second.FinAck > first.FinSeq
        ? new Reason(ReasonCode.SecondFinAcknowledgesFirst, second.FinFrame)
        : new Reason(ReasonCode.FirstFinAcknowledgedBeforeSecond, second.AckedPeerFinFrame);

    static void AddCrossing(EndpointTrack initiator, EndpointTrack responder, List<Reason> reasons)
    {
        EndpointTrack first = initiator.FinFrame < responder.FinFrame ? initiator : responder;
        EndpointTrack second = ReferenceEquals(first, initiator) ? responder : initiator;
        reasons.Insert(0, new Reason(ReasonCode.FinsCrossed, second.FinFrame));
        if (first.FinRetransmittedBeforeAck.IsSome)
        {
            reasons.Add(new Reason(ReasonCode.FirstFinLost, first.FinRetransmittedBeforeAck));
        }
    }

    static (CloseKind Kind, ActiveCloser Closer, Confidence Confidence) OneFin(
        ConnectionTrack track, EndpointTrack closer, EndpointTrack other, ActiveCloser role, ResetReport? ending, List<Reason> reasons)
    {
        if (ending is null)
        {
            reasons.Add(new Reason(ReasonCode.OnlyOneFin, closer.FinFrame));
            return (CloseKind.HalfClosed, role, closer.FinAcked ? Confidence.Certain : Confidence.Likely);
        }

        reasons.Add(new Reason(ReasonCode.EndedByReset, ending.Frame));
        bool fromOther = ending.From == RoleOf(track, other);
        bool active = ending.Mode == ResetMode.Active;
        if (fromOther && active && !Acknowledges(track, ending, closer))
        {
            reasons.Add(new Reason(ReasonCode.FinAndResetCrossed, ending.Frame));
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
        List<Reason> reasons)
    {
        if (!track.Established && (initiator.SentSyn || responder.SentSynAck))
        {
            return NeverEstablished(initiator, responder, ending, reasons);
        }

        if (ending is null)
        {
            reasons.Add(new Reason(ReasonCode.NoCloseInCapture, default, System.Math.Max(0, decidedAtNs - track.LastTimeNs)));
            return (CloseKind.Open, ActiveCloser.None, Confidence.Certain);
        }

        reasons.Add(new Reason(ReasonCode.EndedByReset, ending.Frame));
        ActiveCloser aborter = Aborter(resets);
        if (aborter != ActiveCloser.None)
        {
            return (CloseKind.Aborted, aborter, aborter == ActiveCloser.Both ? Confidence.Certain : Certainty(ending));
        }

        reasons.Add(new Reason(ReasonCode.ResetIsAnAnswer, ending.Frame));
        return (CloseKind.Aborted, ActiveCloser.None, Certainty(ending));
    }

    /// <summary>Who aborted: both, when each did before it knew of the other's RST (nobody answers a RST).</summary>
    static ActiveCloser Aborter(IReadOnlyList<ResetReport> resets)
    {
        bool initiator = false;
        bool responder = false;
        foreach (ResetReport reset in resets)
        {
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
        EndpointTrack initiator, EndpointTrack responder, ResetReport? ending, List<Reason> reasons)
    {
        if (ending is { Cause: ResetCause.Refused, Effective: not false })
        {
            reasons.Add(new Reason(ReasonCode.SynRefused, ending.Frame));
            return (CloseKind.Refused, ActiveCloser.None, Confidence.Certain);
        }

        if (responder.SentSynAck)
        {
            reasons.Add(new Reason(ReasonCode.HandshakeIncomplete, responder.SynFrame));
        }
        else
        {
            reasons.Add(new Reason(ReasonCode.SynUnanswered, initiator.SynFrame, initiator.SynCount));
        }

        return (CloseKind.NotEstablished, ActiveCloser.None, Confidence.Certain);
    }

    static Confidence Certainty(ResetReport ending) => ending.Effective is true ? Confidence.Certain : Confidence.Likely;

    /// <summary>What the capture lacks, said and taken off the confidence.</summary>
    static Confidence Doubt(
        ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder, CloseKind kind, bool evicted, Confidence confidence, List<Reason> reasons)
    {
        if (!track.InitiatorKnown)
        {
            reasons.Add(new Reason(ReasonCode.NoHandshake));
            confidence = Lower(confidence, Confidence.Likely);
        }

        bool oneSided = (initiator.Segments == 0 || responder.Segments == 0) && kind is not (CloseKind.NotEstablished or CloseKind.Refused);
        if (oneSided)
        {
            reasons.Add(new Reason(ReasonCode.OneSided));
            confidence = Lower(confidence, kind is CloseKind.Open or CloseKind.HalfClosed ? Confidence.Ambiguous : Confidence.Likely);
        }

        long missing = Missing(initiator, responder) + Missing(responder, initiator);
        if (missing > 0)
        {
            reasons.Add(new Reason(ReasonCode.MissingBytes, default, missing));
            // Where a FIN is still awaited it may be among what is missing.
            confidence = Lower(confidence, kind is CloseKind.Open or CloseKind.HalfClosed ? Confidence.Ambiguous : Confidence.Likely);
        }

        foreach (EndpointTrack endpoint in (System.ReadOnlySpan<EndpointTrack>)[initiator, responder])
        {
            if (endpoint.HasFin && endpoint.FinBeyondGap)
            {
                reasons.Add(new Reason(ReasonCode.FinBeyondGap, endpoint.FinFrame));
            }
            else if (!endpoint.HasFin && endpoint.Gaps.Any && missing == 0)
            {
                reasons.Add(new Reason(ReasonCode.FinMayBeInGap, endpoint.BeyondGapFrame));
                confidence = Lower(confidence, Confidence.Ambiguous);
            }
        }

        if (evicted)
        {
            reasons.Add(new Reason(ReasonCode.Evicted));
            confidence = Lower(confidence, Confidence.Likely);
        }

        return confidence;
    }

    static long Missing(EndpointTrack sender, EndpointTrack peer) => peer.HasAcked ? sender.MissingBelow(peer.HighestAck) : 0;

    static Confidence Lower(Confidence confidence, Confidence ceiling) => confidence < ceiling ? confidence : ceiling;

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

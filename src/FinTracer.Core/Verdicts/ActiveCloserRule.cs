using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>
/// Which of two FINs was the first: the one whose sender had not acknowledged the other's when it sent its own (RFC 9293 §3.6); both, when neither had.
/// </summary>
static class ActiveCloserRule
{
    public static (ActiveCloser Closer, Confidence Confidence) FirstOfTwo(EndpointTrack initiator, EndpointTrack responder, ref ShortList<Reason> reasons)
    {
        bool initiatorKnew = initiator.KnewPeerFin(responder);
        bool responderKnew = responder.KnewPeerFin(initiator);
        bool complete = initiator.FinHasAck && responder.FinHasAck && !initiator.FinFirstTransmissionMissing && !responder.FinFirstTransmissionMissing;
        Confidence confidence = complete ? Confidence.Certain : Confidence.Likely;
        foreach (EndpointTrack endpoint in (System.ReadOnlySpan<EndpointTrack>)[initiator, responder])
        {
            if (endpoint.FinFirstTransmissionMissing)
            {
                reasons = reasons.Append(new Reason(ReasonCode.FirstFinTransmissionMissing, endpoint.BeyondGapFrame));
            }
        }

        switch (initiatorKnew, responderKnew)
        {
            case (false, true):
                reasons = reasons.Prepend(Knowledge(responder, initiator));
                return (ActiveCloser.Initiator, confidence.AtMost(Coherence(responder, initiator)));
            case (true, false):
                reasons = reasons.Prepend(Knowledge(initiator, responder));
                return (ActiveCloser.Responder, confidence.AtMost(Coherence(initiator, responder)));
            case (false, false):
                AddCrossing(initiator, responder, ref reasons);
                confidence = Contradicts(initiator) || Contradicts(responder) ? confidence.AtMost(Confidence.Likely) : confidence;
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

    static void AddCrossing(EndpointTrack initiator, EndpointTrack responder, ref ShortList<Reason> reasons)
    {
        if (ReferenceEquals(initiator, responder))
        {
            return; // one FIN, which its sender received too
        }

        EndpointTrack first = initiator.FinFrame < responder.FinFrame ? initiator : responder;
        EndpointTrack second = ReferenceEquals(first, initiator) ? responder : initiator;
        reasons = reasons.Prepend(new Reason(ReasonCode.FinsCrossed, second.FinFrame));
        if (first.FinRetransmittedBeforeAck.IsSome)
        {
            reasons = reasons.Append(new Reason(ReasonCode.FirstFinLost, first.FinRetransmittedBeforeAck));
        }
    }
}

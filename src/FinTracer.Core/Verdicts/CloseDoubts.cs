using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>What a capture lacks of a close, and what that takes off the confidence.</summary>
static class CloseDoubts
{
    /// <summary>Adds the reasons for doubt, and lowers <paramref name="confidence"/> by the gravest.</summary>
    public static Confidence Weigh(
        ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder, CloseKind kind, bool evicted, Confidence confidence, ref ShortList<Reason> reasons)
    {
        if (!track.InitiatorKnown)
        {
            reasons = reasons.Append(new Reason(ReasonCode.NoHandshake));
            confidence = confidence.AtMost(Confidence.Likely);
        }

        bool oneSided = (initiator.Segments == 0 || responder.Segments == 0) && kind is not (CloseKind.NotEstablished or CloseKind.Refused);
        if (oneSided)
        {
            reasons = reasons.Append(new Reason(ReasonCode.OneSided));
            confidence = confidence.AtMost(kind is CloseKind.Open or CloseKind.HalfClosed ? Confidence.Ambiguous : Confidence.Likely);
        }

        bool withItself = ReferenceEquals(initiator, responder);
        long missing = Missing(initiator, responder) + (withItself ? 0 : Missing(responder, initiator));
        if (missing > 0)
        {
            reasons = reasons.Append(new Reason(ReasonCode.MissingBytes, default, missing));
            // Where a FIN is still awaited it may be among what is missing.
            confidence = confidence.AtMost(kind is CloseKind.Open or CloseKind.HalfClosed ? Confidence.Ambiguous : Confidence.Likely);
        }

        foreach (EndpointTrack endpoint in withItself ? [initiator] : (System.ReadOnlySpan<EndpointTrack>)[initiator, responder])
        {
            if (endpoint.HasFin && endpoint.FinBeyondGap)
            {
                reasons = reasons.Append(new Reason(ReasonCode.FinBeyondGap, endpoint.FinFrame));
            }
            else if (!endpoint.HasFin && endpoint.Gaps.Any && missing == 0)
            {
                reasons = reasons.Append(new Reason(ReasonCode.FinMayBeInGap, endpoint.BeyondGapFrame));
                confidence = confidence.AtMost(Confidence.Ambiguous);
            }
        }

        if (evicted)
        {
            reasons = reasons.Append(new Reason(ReasonCode.Evicted));
            confidence = confidence.AtMost(Confidence.Likely);
        }

        return confidence;
    }

    static long Missing(EndpointTrack sender, EndpointTrack peer) => peer.HasAcked ? sender.MissingBelow(peer.HighestAck) : 0;
}

namespace FinTracer.Tracking;

/// <summary>Round trips between the tap and each endpoint, as the handshake shows them.</summary>
static class HandshakeTimes
{
    const long UnknownRoundTripNs = 150_000_000; // below Linux's least retransmission time-out, so that a copy is not mistaken for its original
    const long LeastReachNs = 60_000_000;        // delayed ACKs and scheduling, on top of the round trip

    /// <summary>
    /// From the tap to <paramref name="endpoint"/> and back, nanoseconds: SYN to SYN-ACK for the responder, SYN-ACK to ACK for the initiator.
    /// Null when the frames are missing or were sent more than once.
    /// </summary>
    public static long? RoundTripTo(EndpointTrack endpoint, EndpointTrack peer)
    {
        if (endpoint.SynCount > 1 || peer.SynCount != 1)
        {
            return null;
        }

        if (endpoint.SentSynAck && peer.SentSyn)
        {
            return NotNegative(endpoint.SynTimeNs - peer.SynTimeNs);
        }

        return endpoint.SentSyn && peer.SentSynAck && endpoint.FirstAckTimeNs != 0 ? NotNegative(endpoint.FirstAckTimeNs - peer.SynTimeNs) : null;
    }

    /// <summary>The same; where the handshake does not show it, more than most paths take and less than any retransmission waits.</summary>
    public static long AssumedRoundTripTo(EndpointTrack endpoint, EndpointTrack peer) => RoundTripTo(endpoint, peer) ?? UnknownRoundTripNs;

    /// <summary>How long after a segment has passed the tap its receiver's answer can still be on its way, nanoseconds.</summary>
    public static long AnswerReach(long roundTripNs) => System.Math.Max(LeastReachNs, roundTripNs * 2);

    static long? NotNegative(long value) => value >= 0 ? value : null;
}

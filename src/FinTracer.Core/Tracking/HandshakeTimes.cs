namespace FinTracer.Tracking;

/// <summary>Round trips between the tap and each endpoint, as the handshake shows them.</summary>
static class HandshakeTimes
{
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

    static long? NotNegative(long value) => value >= 0 ? value : null;
}

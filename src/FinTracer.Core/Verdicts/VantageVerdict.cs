using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Where the capture was taken: an endpoint that answers at once, again and again, hosts it.</summary>
static class VantageVerdict
{
    const long LocalNs = 2_000_000;  // an answer within 2 ms, when the other side takes far longer, comes from the same host or the next
    const int FarRatio = 8;

    public static Vantage Of(ConnectionTrack track, EndpointTrack initiator, EndpointTrack responder)
    {
        // A segment longer than IP can carry was not yet cut up: it was captured on its sender's host.
        if (track.OffloadedFromFirst != track.OffloadedFromSecond)
        {
            return track.OffloadedFromFirst == track.InitiatorIsFirst ? Vantage.Initiator : Vantage.Responder;
        }

        long? toInitiator = HandshakeTimes.RoundTripTo(initiator, responder);
        long? toResponder = HandshakeTimes.RoundTripTo(responder, initiator);
        if (toInitiator is not { } near || toResponder is not { } far)
        {
            return Vantage.Unknown;
        }

        if (near < LocalNs && far / FarRatio > near)
        {
            return Vantage.Initiator;
        }

        if (far < LocalNs && near / FarRatio > far)
        {
            return Vantage.Responder;
        }

        return near >= LocalNs && far >= LocalNs ? Vantage.Middle : Vantage.Unknown;
    }
}

using System;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// What the receiver of a RST had to do with it: RFC 9293 §3.10.7.3 (SYN-SENT), §3.10.7.4 with RFC 5961 §3.2 (synchronized states),
/// and Linux's allowance of one below the number expected once a FIN has been received (tcp_reset_check).
/// </summary>
static class ResetAcceptanceRule
{
    const long LongInFlightNs = 1_000_000_000; // beyond any round trip
    const long LeastInFlightNs = 10_000_000;   // queues and scheduling, on a path without delay
    const int RoundTripsInFlight = 4;

    /// <summary>Judges one RST against its receiver.</summary>
    /// <param name="segment">The RST.</param>
    /// <param name="sender">Its sender, as known before it.</param>
    /// <param name="receiver">Its receiver, as known before it.</param>
    /// <param name="receiverState">The receiver's state to judge by.</param>
    /// <param name="timeWaitNs">How long the receiver's TIME-WAIT can last, nanoseconds.</param>
    public static ResetAcceptance Judge(in Segment segment, EndpointTrack sender, EndpointTrack receiver, TcpState receiverState, long timeWaitNs)
    {
        switch (receiverState)
        {
            case TcpState.SynSent:
                return segment.Has(TcpControl.Ack) && segment.Ack > receiver.Isn && segment.Ack <= receiver.Next
                    ? ResetAcceptance.EndsAttempt
                    : ResetAcceptance.Ignored;
            case TcpState.TimeWait when !receiver.TimeWait.RunsAt(segment.TimestampNs, timeWaitNs):
            case TcpState.Closed:
                return ResetAcceptance.NoConnection;
            case TcpState.TimeWait:
                return sender.HasFin && segment.Seq == sender.FinSeq + 1 ? ResetAcceptance.EndsTimeWait : ResetAcceptance.Ignored;
            case TcpState.Unknown or TcpState.Listen or TcpState.SynReceived or TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2
                or TcpState.CloseWait or TcpState.Closing or TcpState.LastAck:
                return JudgeSynchronized(segment, sender, receiver);
        }

        return ResetAcceptance.Unknown;
    }

    static ResetAcceptance JudgeSynchronized(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (!sender.HasNext && !receiver.HasAcked)
        {
            return ResetAcceptance.Unknown;
        }

        SequenceNumber expected = !sender.HasNext ? receiver.HighestAck
            : receiver.HasAcked ? SequenceNumber.Max(sender.Next, receiver.HighestAck) : sender.Next;
        if (segment.Seq == expected || (sender.HasFin && segment.Seq == sender.FinSeq && expected == sender.FinSeq + 1))
        {
            return ResetAcceptance.EndsConnection;
        }

        if (segment.Seq > expected)
        {
            // Above what was captured: missing segments would explain it, unless it lies beyond every window offered.
            return receiver.HasAcked && segment.Seq >= receiver.RightEdge ? ResetAcceptance.Ignored : ResetAcceptance.Challenged;
        }

        if (!receiver.HasAcked || segment.Seq != receiver.HighestAck)
        {
            return ResetAcceptance.Ignored; // below: old news
        }

        // What lies between may have been lost on the way. The receiver spoke when it would have arrived long since, and still asked for this number: then it was.
        return receiver.LastTimeNs - sender.LastDataTimeNs >= LongInFlight(sender, receiver) ? ResetAcceptance.EndsConnection : ResetAcceptance.Unknown;
    }

    /// <summary>After so long nothing is on its way any more: some round trips where the handshake shows them.</summary>
    static long LongInFlight(EndpointTrack sender, EndpointTrack receiver)
        => HandshakeTimes.RoundTripTo(sender, receiver) is { } toSender && HandshakeTimes.RoundTripTo(receiver, sender) is { } toReceiver
            ? Math.Max(LeastInFlightNs, (toSender + toReceiver) * RoundTripsInFlight)
            : LongInFlightNs;
}

using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>What acknowledgments and FINs prove (RFC 9293 §3.6 and §3.10.7.4, fifth and eighth checks).</summary>
static class CloseObserver
{
    const long LeastTimeoutNs = 100_000_000; // below every stack's least retransmission time-out (RFC 6298 §2.4: 1 s; Linux: 200 ms)

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ObserveAck(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (!sender.HasAcked || segment.Ack > sender.HighestAck)
        {
            sender.HasAcked = true;
            sender.HighestAck = segment.Ack;
            sender.HighestAckFrame = segment.Frame;
            sender.HighestAckTimeNs = segment.TimestampNs;
            sender.HighestAckSeq = segment.Seq;
        }

        SequenceNumber edge = segment.Ack + WindowOf(segment, sender);
        sender.RightEdge = sender.HasRightEdge ? SequenceNumber.Max(sender.RightEdge, edge) : edge;
        sender.HasRightEdge = true;
        if (!segment.Has(TcpControl.Syn))
        {
            HandshakeObserver.ObserveAck(track, segment, sender, receiver);
        }

        if (sender.HasFin && segment.Ack < sender.FinAck && segment.Seq > sender.FinSeq)
        {
            TakeFirstTransmission(track, segment, sender, receiver); // sent behind the FIN, and knew less than the copy of it that was captured
        }

        if (receiver.HasFin && segment.Ack > receiver.FinSeq)
        {
            AcknowledgeFin(segment, sender, receiver);
        }
    }

    /// <param name="track">The connection.</param>
    /// <param name="segment">The segment with the FIN.</param>
    /// <param name="sender">Its sender.</param>
    /// <param name="receiver">Its receiver.</param>
    /// <param name="finWasPassed">The sender had been seen to use numbers behind this FIN: the FIN was sent before, and that copy is not in the capture.</param>
    public static void ObserveFin(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool finWasPassed)
    {
        if (sender.HasFin)
        {
            CountRetransmission(track, segment, sender, receiver);
            return;
        }

        sender.HasFin = true;
        sender.FinSeq = segment.FinSeq;
        sender.FinFrame = segment.Frame;
        sender.FinTimeNs = segment.TimestampNs;
        sender.FinHasAck = segment.Has(TcpControl.Ack);
        sender.FinAck = segment.Ack;
        sender.FinBeyondGap = sender.Gaps.Any;
        sender.FinFirstTransmissionMissing = finWasPassed && sender.WentBeyondGap && sender.GapStart <= sender.FinSeq
            && !SendOrder.WasOvertaken(ref track.Recent, segment, track.IsFromFirst(segment), sender.BeyondGapFrame);
        track.Recent.KeepMore = true;
        track.NoteIdle(segment, sender, receiver);
        if (sender.State == TcpState.CloseWait && !sender.KnewPeerFin(receiver))
        {
            // Captured behind its own successor, or only when repeated: it had been sent before the peer's FIN was acknowledged.
            sender.State = TcpTransitions.Next(TcpTransitions.Next(TcpState.Established, Signal.FinSent), Signal.PeerFinAcknowledged);
        }
        else
        {
            sender.Raise(receiver, Signal.FinSent, segment);
        }

        if (receiver.HasAcked && receiver.HighestAck == sender.FinSeq + 1)
        {
            AcknowledgedBefore(segment, sender, receiver);
        }

        if (receiver.HasFin && track.WasNotReset)
        {
            receiver.RestateClose(sender); // the peer's may have been captured before this one, though it was sent after it
        }
    }

    static void CountRetransmission(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (segment.FinSeq != sender.FinSeq)
        {
            return; // two FINs at two numbers: the first stands
        }

        bool isFirst = sender.FinFirstTransmissionMissing && SendOrder.WasOvertaken(ref track.Recent, segment, track.IsFromFirst(segment), sender.BeyondGapFrame);
        if (segment.Has(TcpControl.Ack) && (isFirst || (sender.FinHasAck && segment.Ack < sender.FinAck)))
        {
            TakeFirstTransmission(track, segment, sender, receiver);
        }

        sender.FinRetransmissions++;
        // BSD stacks send their FIN again at once to carry the ACK of the peer's: that is no sign of loss.
        bool carriesAckOfPeerFin = sender.AckedPeerFin && segment.TimestampNs - sender.FinTimeNs < LeastTimeoutNs;
        if (!sender.FinAcked && !carriesAckOfPeerFin && !sender.FinRetransmittedBeforeAck.IsSome)
        {
            sender.FinRetransmittedBeforeAck = segment.Frame;
        }
    }

    /// <summary>The FIN's first transmission, captured behind a later one, or what shows how little it can have acknowledged: what its sender knew.</summary>
    static void TakeFirstTransmission(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        sender.FinHasAck = true;
        sender.FinAck = segment.Ack;
        sender.FinFirstTransmissionMissing = false;
        if (receiver.HasFin && track.WasNotReset)
        {
            sender.RestateClose(receiver);
        }
    }

    static void AcknowledgeFin(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (!sender.AckedPeerFin)
        {
            sender.AckedPeerFin = true;
            sender.AckedPeerFinFrame = segment.Frame;
            sender.AckedPeerFinSeq = segment.Seq;
        }

        if (!receiver.FinAckedFrame.IsSome)
        {
            receiver.FinAcked = true;
            receiver.FinAckedFrame = segment.Frame;
            receiver.FinAckedTimeNs = segment.TimestampNs;
        }

        sender.Raise(receiver, Signal.PeerFinAcknowledged, segment);
        receiver.Raise(sender, Signal.FinAcknowledged, segment);
    }

    /// <summary>The capture shows the acknowledgment before the FIN: reordered by the tap, or the FIN's first copy is missing.</summary>
    static void AcknowledgedBefore(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        sender.FinAcked = true;
        sender.FinAckedTimeNs = receiver.HighestAckTimeNs;
        receiver.AckedPeerFin = true;
        receiver.AckedPeerFinFrame = receiver.HighestAckFrame;
        receiver.AckedPeerFinSeq = receiver.HighestAckSeq;
        receiver.Raise(sender, Signal.PeerFinAcknowledged, segment);
        sender.Raise(receiver, Signal.FinAcknowledged, segment);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WindowOf(in Segment segment, EndpointTrack sender)
    {
        // Windows in SYNs are never scaled (RFC 7323 §2.2). Without the SYN the scale is unknown: the largest is assumed, so that nothing is called out of window wrongly.
        int shift = segment.Has(TcpControl.Syn) ? 0 : sender.WindowScaleKnown ? sender.WindowScale : 14;
        return segment.Window << shift;
    }
}

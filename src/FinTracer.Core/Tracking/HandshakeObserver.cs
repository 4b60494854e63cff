using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>What SYNs and the ACKs that answer them prove (RFC 9293 §3.5).</summary>
static class HandshakeObserver
{
    public static void ObserveSyn(ConnectionTrack track, in Segment segment, bool fromFirst)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        EndpointTrack receiver = track.Sender(!fromFirst);
        TakeIsn(segment, sender);
        bool synAck = segment.Has(TcpControl.Ack);
        if (!track.InitiatorKnown || (!synAck && !receiver.SentSyn && !receiver.SentSynAck))
        {
            track.InitiatorKnown = true;
            track.InitiatorIsFirst = synAck && !track.IsWithItself ? !fromFirst : fromFirst;
        }

        if (!synAck)
        {
            sender.SentSyn = true;
            sender.Raise(receiver, Signal.SynSent, segment);
            return;
        }

        sender.SentSynAck = true;
        if (track.OddSynFrame == receiver.SynFrame)
        {
            track.OddSynFrame = default; // the socket that it met before is gone, and this one knows the SYN
        }

        sender.Raise(receiver, Signal.SynAckSent, segment);
        if (receiver.State == TcpState.SynReceived && sender.SentSyn)
        {
            // Both sent SYN and SYN-ACK: a simultaneous open is complete at both (RFC 9293 §3.5, figure 7).
            track.Established = true;
            receiver.Raise(sender, Signal.HandshakeDone, segment);
            sender.Raise(receiver, Signal.HandshakeDone, segment);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ObserveAck(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (sender.FirstAckTimeNs == 0)
        {
            sender.FirstAckTimeNs = segment.TimestampNs;
        }

        if (sender.State is not (TcpState.Unknown or TcpState.Listen or TcpState.SynSent or TcpState.SynReceived))
        {
            return;
        }

        // An ACK completes a handshake only when it acknowledges the peer's SYN; one that does not belongs to an earlier life (RFC 9293 §3.5, figure 9).
        if (receiver.HasIsn && !(segment.Ack > receiver.Isn && segment.Ack - receiver.Next <= SequenceSpace.HandshakeSlack))
        {
            return;
        }

        track.Established = true;
        sender.Raise(receiver, Signal.HandshakeDone, segment);
        bool handshakeAckMissing = receiver.State == TcpState.SynSent && sender.SentSynAck;
        if (handshakeAckMissing || receiver.State is TcpState.SynReceived or TcpState.Unknown or TcpState.Listen)
        {
            receiver.Raise(sender, Signal.HandshakeDone, segment);
        }
    }

    static void TakeIsn(in Segment segment, EndpointTrack sender)
    {
        if (sender.HasIsn && segment.Seq == sender.Isn)
        {
            sender.SynCount++;
            return;
        }

        sender.HasIsn = true;
        sender.Isn = segment.Seq;
        sender.SynCount = 1;
        sender.SynFrame = segment.Frame;
        sender.SynTimeNs = segment.TimestampNs;
        sender.SynTsVal = segment.TsVal;
        sender.WindowScaleKnown = true;
        sender.WindowScale = segment.Has(SegmentTraits.HasWindowScale) ? segment.WindowScale : (byte)0;
    }
}

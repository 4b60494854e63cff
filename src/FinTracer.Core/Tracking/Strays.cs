using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Recognises segments of an earlier incarnation inside a later one, by sequence window and TSval.</summary>
static class Strays
{
    /// <summary>True when the segment fits the sender's old sequence space and neither its new one nor its new clock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BelongsToPredecessor(in Segment segment, EndpointTrack sender, EndpointTrack receiver, in PredecessorEndpoint old) =>
        old.HasNext && old.Next - segment.Seq is >= 0 and <= SequenceSpace.StrayReach && IsOlder(segment, sender, receiver);

    static bool IsOlder(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (FitsNew(segment, sender, receiver))
        {
            return false;
        }

        // A TSval behind the new SYN's is the proof of age that RFC 7323 §5 (PAWS) relies on; without timestamps the numbers must do.
        bool hasClock = segment.Has(SegmentTraits.HasTimestamps) && sender.UsesTimestamps;
        return !hasClock || unchecked((int)(segment.TsVal - sender.SynTsVal)) < 0 || !sender.HasIsn;
    }

    /// <summary>
    /// True when the segment answers a SYN from a connection of which the capture has nothing: it acknowledges what no peer that has sent a SYN can have sent since
    /// (RFC 9293 §3.5.1, figure 9; Linux: a challenge ACK, or the ACK of a TIME-WAIT).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BelongsToUnseenLife(in Segment segment, EndpointTrack sender, EndpointTrack receiver) =>
        !sender.HasNext && AnswersUnseenLife(segment, sender, receiver);

    static bool AnswersUnseenLife(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (sender.HasIsn || !receiver.HasIsn || receiver.State != TcpState.SynSent || segment.Has(TcpControl.Syn) || !segment.Has(TcpControl.Ack))
        {
            return false;
        }

        // A clock may jump by centuries: beyond the largest window the time does not matter.
        long sinceSyn = System.Math.Min(segment.TimestampNs - receiver.SynTimeNs, SequenceSpace.MaxJump);
        long most = System.Math.Clamp(sinceSyn * SequenceSpace.OctetsPerNs, SequenceSpace.HandshakeSlack, SequenceSpace.MaxJump);
        int acknowledged = segment.Ack - receiver.Isn;
        return acknowledged <= 0 || acknowledged > most;
    }

    /// <summary>
    /// The receiver of a stray answers it with an ACK that acknowledges nothing new: the stray is not acceptable (RFC 9293 §3.10.7.4, first check;
    /// Linux: tcp_send_dupack).
    /// </summary>
    public static void NoteAnswer(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        bool repeatsItself = segment.SegmentLength == 0 && segment.Seq == sender.Next && sender.HasAcked && segment.Ack == sender.HighestAck;
        if (repeatsItself)
        {
            long reach = HandshakeTimes.AnswerReach(HandshakeTimes.AssumedRoundTripTo(sender, receiver));
            track.Late.AnswerStray(fromFirst: !fromFirst, segment.Frame, sinceNs: segment.TimestampNs - reach);
        }
    }

    static bool FitsNew(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (sender.HasIsn)
        {
            int since = segment.Seq - sender.Isn;
            return since >= 0 && segment.Seq - sender.Next <= SequenceSpace.StrayReach;
        }

        if (sender.HasNext)
        {
            int distance = segment.Seq - sender.Next;
            return distance is >= -SequenceSpace.StrayReach and <= SequenceSpace.StrayReach;
        }

        return !receiver.HasAcked || segment.Seq - receiver.HighestAck is >= -1 and <= SequenceSpace.StrayReach;
    }
}

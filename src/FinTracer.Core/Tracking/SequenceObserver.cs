using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Follows what an endpoint sent through its sequence space: new, again, or behind a hole in the capture.</summary>
static class SequenceObserver
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Observe(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        sender.ProbedLast = false;
        if (segment.PayloadLength > 0)
        {
            sender.SentData = true;
            sender.LastDataFrame = segment.Frame;
            sender.LastDataTimeNs = segment.TimestampNs;
        }

        if (!sender.HasNext)
        {
            sender.HasNext = true;
            sender.Next = segment.NextSeq;
            return;
        }

        int ahead = segment.Seq - sender.Next;
        if (ahead > SequenceSpace.MaxJump)
        {
            return; // beyond any window: no fact about this connection
        }

        if (ahead > 0)
        {
            PassGap(segment, sender, receiver);
        }
        else if (ahead == -1 && segment.PayloadLength <= 1 && !segment.Has(TcpControl.Syn | TcpControl.Fin))
        {
            sender.ProbedLast = true;
            sender.UnansweredProbes++; // keep-alive: one below the next number, nothing or one octet (RFC 9293 §3.8.4)
        }
        else if (segment.SegmentLength > 0)
        {
            Overlap(segment, sender);
        }
    }

    static void PassGap(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        sender.Gaps.Open(sender.Next, segment.Seq);
        if (!sender.HasFin)
        {
            sender.WentBeyondGap = true;
            sender.GapStart = sender.Next;
            sender.BeyondGapFrame = segment.Frame;
            sender.PeerFinRetransmissionsAtGap = receiver.FinRetransmissions;
        }

        sender.Next = segment.NextSeq;
    }

    static void Overlap(in Segment segment, EndpointTrack sender)
    {
        SequenceNumber next = segment.NextSeq;
        bool filled = sender.Gaps.Any && sender.Gaps.Fill(segment.Seq, next);
        if (next > sender.Next)
        {
            sender.Next = next;
        }
        else if (!filled)
        {
            sender.Retransmitted++;
            sender.UnansweredRetransmissions++;
        }
    }
}

using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// Decides between an older connection and a SYN that would replace it, by the answer: a SYN-ACK or RST that acknowledges the SYN is the new life's,
/// an ACK in the old numbers is the old one's (a challenge ACK, RFC 5961 §4.2; or TIME-WAIT's, RFC 9293 §3.10.7.4).
/// </summary>
static class AttemptRule
{
    public static AttemptStep Of(in Segment segment, ConnectionTrack current, ConnectionTrack attempt)
    {
        bool fromOpener = segment.Source == attempt.First.Address;
        if (segment.Has(TcpControl.Syn))
        {
            return OfSyn(segment, current, attempt, fromOpener);
        }

        return fromOpener ? OfOpener(segment, current, attempt) : OfAnswerer(segment, current, attempt);
    }

    static AttemptStep OfSyn(in Segment segment, ConnectionTrack current, ConnectionTrack attempt, bool fromOpener)
    {
        EndpointTrack old = current.Sender(current.IsFromFirst(segment));
        if (old.HasIsn && old.Isn == segment.Seq)
        {
            return AttemptStep.OfCurrent;
        }

        if (!segment.Has(TcpControl.Ack))
        {
            return !fromOpener ? AttemptStep.Succeeds : segment.Seq == attempt.First.Isn ? AttemptStep.OfAttempt : AttemptStep.AnotherAttempt;
        }

        return fromOpener ? AttemptStep.OfCurrent : AcknowledgesSyn(segment, attempt) ? AttemptStep.Succeeds : AttemptStep.OfAttempt;
    }

    static AttemptStep OfAnswerer(in Segment segment, ConnectionTrack current, ConnectionTrack attempt)
    {
        if (segment.Has(TcpControl.Ack) && AcknowledgesSyn(segment, attempt))
        {
            return AttemptStep.Succeeds;
        }

        bool pureAck = segment.SegmentLength == 0 && !segment.Has(TcpControl.Rst);
        return pureAck && !attempt.Challenged ? AttemptStep.Challenged : AttemptStep.OfCurrent;
    }

    static AttemptStep OfOpener(in Segment segment, ConnectionTrack current, ConnectionTrack attempt)
    {
        int behindIsn = segment.Seq - attempt.First.Isn;
        bool ofNew = behindIsn is > 0 and <= SequenceSpace.HandshakeSlack;
        if (segment.Has(TcpControl.Rst))
        {
            return ofNew && !FitsOld(segment, current) ? AttemptStep.OfAttempt : AttemptStep.OfCurrent;
        }

        if (ofNew && !FitsOld(segment, current))
        {
            return AttemptStep.Succeeds; // the answer is not in the capture
        }

        return current.Over ? AttemptStep.OfCurrent : AttemptStep.Abandoned;
    }

    static bool FitsOld(in Segment segment, ConnectionTrack current)
    {
        EndpointTrack old = current.Sender(current.IsFromFirst(segment));
        return old.HasNext && old.Next - segment.Seq is >= 0 and <= SequenceSpace.StrayReach;
    }

    static bool AcknowledgesSyn(in Segment segment, ConnectionTrack attempt)
        => segment.Ack > attempt.First.Isn && segment.Ack <= attempt.First.Next;
}

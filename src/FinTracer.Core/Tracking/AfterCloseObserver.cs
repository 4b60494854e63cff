using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>A segment after the close: the answer to an earlier late one, or a late one itself.</summary>
static class AfterCloseObserver
{
    public static RecentTraits Observe(ConnectionTrack track, in Segment segment, bool fromFirst, RecentTraits traits)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        EndpointTrack peer = track.Sender(!fromFirst);
        bool pureAck = segment.SegmentLength == 0;
        if (pureAck)
        {
            RestartTimeWait(peer, segment, sender);
        }
        else
        {
            sender.TimeWait.InDoubt |= MayNotHaveEntered(segment, sender, peer);
        }

        if (pureAck && !IsCopyOfLastAck(track, segment, fromFirst) && sender.TimeWait.Entered && !sender.TimeWait.Killed && segment.Seq == sender.Next)
        {
            Answer(track, segment, sender, fromFirst);
            return RecentTraits.AnswersOddSegment | RecentTraits.AfterClose;
        }

        track.Late.Add(segment.Frame, segment.TimestampNs, fromFirst, LateShapes.Of(segment, sender, traits), track.CloseTimeNs);
        return RecentTraits.AfterClose;
    }

    /// <summary>
    /// Empty and at RCV.NXT: taken in silence, and the timer starts again (tcp_timewait_state_process), or for the first time, if the ACK before was lost.
    /// </summary>
    static void RestartTimeWait(EndpointTrack holder, in Segment segment, EndpointTrack sender)
    {
        if (!segment.Has(TcpControl.Ack) || !sender.HasFin || segment.Seq != sender.FinSeq + 1 || holder.TimeWait is not { Entered: true, Killed: false })
        {
            return;
        }

        if (holder.TimeWait.InDoubt && segment.Ack > holder.FinSeq)
        {
            holder.TimeWait.EnterLater(segment.Frame, segment.TimestampNs, holder.LastTsVal);
        }
        else
        {
            holder.TimeWait.Restart(segment.TimestampNs);
        }
    }

    /// <summary>
    /// Its entry shows in an ACK on its way to it, and long after that has passed it sends again what that ACK acknowledges: the ACK was lost, or late. TIME-WAIT
    /// repeats nothing by itself. (A segment that was only held up bears the clock of the time before.)
    /// </summary>
    static bool MayNotHaveEntered(in Segment segment, EndpointTrack sender, EndpointTrack peer)
        => sender is { State: TcpState.TimeWait, TimeWait: { ByOwnAck: false, Entered: true } }
            && !segment.Has(TcpControl.Syn) && segment.NextSeq <= sender.Next
            && segment.TimestampNs - sender.TimeWait.EnteredTimeNs > HandshakeTimes.AssumedRoundTripTo(sender, peer)
            && (!segment.Has(SegmentTraits.HasTimestamps) || unchecked((int)(segment.TsVal - sender.TimeWait.EnteredTsVal)) > 0);

    /// <summary>
    /// The path delivered the last ACK again: nothing of the peer came that TIME-WAIT could have answered, and the clock in the segment stands still
    /// (without timestamps: so soon that no new event is likely).
    /// </summary>
    static bool IsCopyOfLastAck(ConnectionTrack track, in Segment segment, bool fromFirst)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        EndpointTrack peer = track.Sender(!fromFirst);
        bool sameMoment = segment.Has(SegmentTraits.HasTimestamps)
            ? segment.TsVal == sender.TimeWait.EnteredTsVal
            : segment.TimestampNs - sender.TimeWait.EnteredTimeNs <= track.Options.DuplicateWindowNs;
        return sameMoment && peer is { FinRetransmissions: 0, CopiesAtOneTap: 0 } && !track.Late.HasFrom(!fromFirst) && !track.OddSynFrame.IsSome;
    }

    /// <summary>
    /// A TIME-WAIT socket speaks only when spoken to, and what it answers with an ACK re-arms its timer, unless that was a bare SYN
    /// (RFC 9293 §3.10.7.4, eighth check; Linux: tcp_timewait_state_process).
    /// </summary>
    static void Answer(ConnectionTrack track, in Segment segment, EndpointTrack holder, bool fromFirst)
    {
        LateSegmentShape? answered = track.Late.AnswerWithAck(fromFirst: !fromFirst, segment.Frame);
        if (answered is not LateSegmentShape.Syn)
        {
            holder.TimeWait.Restart(segment.TimestampNs);
        }
    }
}

using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>A segment after the close: the answer to an earlier late one, or a late one itself.</summary>
static class AfterCloseObserver
{
    public static RecentTraits Observe(ConnectionTrack track, in Segment segment, bool fromFirst, RecentTraits traits)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        bool pureAck = segment.SegmentLength == 0;
        if (pureAck && !IsCopyOfLastAck(track, segment, fromFirst) && sender.TimeWait.Entered && !sender.TimeWait.Killed && segment.Seq == sender.Next)
        {
            Answer(track, segment, sender, fromFirst);
            return RecentTraits.AnswersOddSegment | RecentTraits.AfterClose;
        }

        track.Late.Add(segment.Frame, segment.TimestampNs, fromFirst, LateShapes.Of(segment, sender, traits), track.CloseTimeNs);
        ref TimeWaitTrack peersTimeWait = ref track.Sender(!fromFirst).TimeWait;
        if (pureAck && segment.Has(TcpControl.Ack) && sender.HasFin && segment.Seq == sender.FinSeq + 1 && peersTimeWait is { Entered: true, Killed: false })
        {
            peersTimeWait.Restart(segment.TimestampNs); // empty and at RCV.NXT: taken in silence, and the timer starts again (tcp_timewait_state_process)
        }

        return RecentTraits.AfterClose;
    }

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
        return sameMoment && peer is { FinRetransmissions: 0, DuplicateFrames: 0 } && !track.Late.HasFrom(!fromFirst) && !track.OddSynFrame.IsSome;
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

using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Takes in a RST: what stood before it, which segment it answers, and what it does to both ends.</summary>
static class ResetObserver
{
    public static void Observe(ConnectionTrack track, in Segment segment, bool fromFirst)
    {
        EndpointTrack sender = track.Sender(fromFirst);
        EndpointTrack receiver = track.Sender(!fromFirst);
        ResetObservation reset = ResetFacts.Take(track, segment, sender, receiver, fromFirst);
        reset.OddSynFrame = track.OddSynFrame;
        ProvokerSearch.Find(track, ref reset);
        reset.OddResetFrame = track.Resets.FindChallenged(ref reset);
        if (!receiver.HasNext && reset.HasProvoker && track.OddSynFrame.IsSome)
        {
            // The answer to the socket of an earlier life that the SYN met: that one ends, this connection has not begun at the receiver.
            reset.Acceptance = ResetAcceptance.Ignored;
            track.Resets.Add(reset);
            return;
        }

        Apply(track, segment, sender, receiver, reset);
        if (reset.HasProvoker)
        {
            NoteLate(track, reset, fromFirst);
        }

        track.Resets.Add(reset);
        track.Recent.KeepMore = true;
    }

    /// <summary>A RST in the numbers of the four-tuple's earlier life: an event, but of no effect here.</summary>
    public static void ObserveStray(ConnectionTrack track, in Segment segment, bool fromFirst)
    {
        ResetObservation reset = ResetFacts.Take(track, segment, track.Sender(fromFirst), track.Sender(!fromFirst), fromFirst);
        reset.BelongsToPredecessor = true;
        reset.Acceptance = ResetAcceptance.Ignored;
        track.Resets.Add(reset);
    }

    static void Apply(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver, in ResetObservation reset)
    {
        switch (reset.Acceptance)
        {
            case ResetAcceptance.EndsConnection or ResetAcceptance.EndsAttempt when !track.Over:
                track.Resets.NoteKill(track, reset);
                track.Over = true;
                track.CloseTimeNs = segment.TimestampNs;
                track.NoteIdle(segment, sender, receiver);
                receiver.Raise(sender, Signal.Reset, segment);
                sender.ClosedByOwnReset = sender.State != TcpState.Closed;
                sender.StateBeforeOwnReset = sender.State;
                sender.Raise(receiver, Signal.Reset, segment);
                break;
            case ResetAcceptance.EndsTimeWait:
                receiver.TimeWait.Killed = true;
                receiver.TimeWait.End(segment.Frame, segment.TimestampNs);
                receiver.Raise(sender, Signal.Reset, segment);
                break;
            case ResetAcceptance.EndsConnection or ResetAcceptance.EndsAttempt:
                receiver.Raise(sender, Signal.Reset, segment);
                break;
            case ResetAcceptance.Unknown or ResetAcceptance.NoConnection or ResetAcceptance.Challenged or ResetAcceptance.Ignored:
                break;
        }

        bool looksActive = reset.HasAck && (reset.Window != 0 || reset.HasOptions || !reset.HasProvoker);
        sender.Aborted |= looksActive;
        sender.Answered |= !looksActive;
    }

    /// <summary>The provoking segment has its answer, if it was known to be late. It met an endpoint that had closed: then it was late even where the connection as a whole was not over.</summary>
    static void NoteLate(ConnectionTrack track, in ResetObservation reset, bool resetFromFirst)
    {
        bool answer = (reset.ProvokerTraits & RecentTraits.AnswersOddSegment) != 0;
        if (answer || track.Late.AnswerWithRst(reset.ProvokerFrame, reset.Frame) || !reset.SenderHasFin)
        {
            return;
        }

        long closeNs = track.FinsComplete ? track.CloseTimeNs : reset.SenderFinTimeNs;
        LateSegmentShape shape = LateShapes.OfProvoker(reset, track.Sender(!resetFromFirst));
        track.Late.Add(reset.ProvokerFrame, reset.ProvokerTimeNs, !resetFromFirst, shape, closeNs, reset.Frame);
    }
}

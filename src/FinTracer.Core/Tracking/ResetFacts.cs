using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>Takes down what stands when a RST is seen.</summary>
static class ResetFacts
{
    public static ResetObservation Take(ConnectionTrack track, in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        var reset = new ResetObservation
        {
            Frame = segment.Frame,
            TimeNs = segment.TimestampNs,
            FromFirst = fromFirst,
            HasAck = segment.Has(TcpControl.Ack),
            HasOptions = segment.Has(SegmentTraits.HasOptions),
            HasTimestamps = segment.Has(SegmentTraits.HasTimestamps),
            Window = segment.Window,
            IpId = segment.IpId,
            HopLimit = segment.HopLimit,
            FlowLabel = FlowLabelOf(segment, sender, receiver),
            Seq = segment.Seq,
            Ack = segment.Ack,
            Established = track.Established,
            WasOver = track.Over,
            CloseTimeNs = track.CloseTimeNs,
            SilentNs = segment.TimestampNs - System.Math.Max(sender.LastTimeNs, receiver.LastTimeNs),
            SenderIsResponder = track.InitiatorKnown && fromFirst != track.InitiatorIsFirst,
            ReceiverDataUnseenBySender = segment.Has(TcpControl.Ack) && receiver.HasNext && segment.Ack < receiver.Next,
        };
        TakeSender(ref reset, sender);
        TakeReceiver(ref reset, receiver);
        long timeWaitNs = track.Options.TimeWait.LatestNs;
        reset.Acceptance = ResetAcceptanceRule.Judge(segment, sender, receiver, receiver.State, timeWaitNs);
        if (receiver.ClosedByOwnReset)
        {
            reset.ReceiverStateBeforeItsReset = receiver.StateBeforeOwnReset;
            reset.AcceptanceBeforeItsReset = ResetAcceptanceRule.Judge(segment, sender, receiver, receiver.StateBeforeOwnReset, timeWaitNs);
        }

        return reset;
    }

    static FlowLabelSign FlowLabelOf(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
        => sender.FlowLabel == 0 || segment.FlowLabel == receiver.FlowLabel ? FlowLabelSign.None
            : segment.FlowLabel == sender.FlowLabel ? FlowLabelSign.OfConnection
            : FlowLabelSign.Other;

    static void TakeSender(ref ResetObservation reset, EndpointTrack sender)
    {
        reset.SenderState = sender.State;
        reset.SenderUsesTimestamps = sender.UsesTimestamps;
        reset.SenderHasFin = sender.HasFin;
        reset.SenderFinAcked = sender.FinAcked;
        reset.SenderAckedPeerFin = sender.AckedPeerFin;
        reset.SenderSentData = sender.SentData;
        reset.SenderOnlySynAck = sender.SentSynAck && !sender.SentData && !sender.HasFin && sender.FirstAckTimeNs == 0;
        reset.SenderHadAborted = sender.Aborted;
        reset.SenderHadAnswered = sender.Answered;
        reset.SenderHasNext = sender.HasNext;
        reset.SenderFinSeq = sender.FinSeq;
        reset.SenderNext = sender.Next;
        reset.SenderFinFrame = sender.FinFrame;
        reset.SenderFinTimeNs = sender.FinTimeNs;
        reset.SenderFinAckedTimeNs = sender.FinAckedTimeNs;
        reset.SenderTimeWaitEntered = sender.TimeWait.Entered;
        reset.SenderTimeWaitKilled = sender.TimeWait.Killed;
        reset.SenderTimeWaitAtNs = sender.TimeWait.RestartedTimeNs;
        reset.SenderHopLimit = sender.HopLimit;
        reset.SenderHopLimitKnown = sender.HasHopLimit;
        reset.SenderSawNonZeroIpId = sender.SawNonZeroIpId;
        reset.SenderProbedLast = sender.ProbedLast;
        reset.SenderUnansweredProbes = sender.UnansweredProbes;
        reset.SenderUnansweredRetransmissions = sender.UnansweredRetransmissions;
        reset.SenderEarlierUnanswered = sender.EarlierUnanswered;
        reset.SenderLastDataTimeNs = sender.LastDataTimeNs;
        reset.SenderLastTimeNs = sender.LastTimeNs;
    }

    static void TakeReceiver(ref ResetObservation reset, EndpointTrack receiver)
    {
        reset.ReceiverState = receiver.State;
        reset.ReceiverSentData = receiver.SentData;
        reset.ReceiverLastDataFrame = receiver.LastDataFrame;
        reset.ReceiverLastDataTimeNs = receiver.LastDataTimeNs;
        reset.ReceiverFirstAckTimeNs = receiver.FirstAckTimeNs;
    }
}

using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// Everything that a verdict on one RST may need, taken down when it is seen (what came later is added as it comes).
/// Facts, no judgement: <c>Verdicts</c> judges.
/// </summary>
struct ResetObservation
{
    // The RST itself.
    public FrameId Frame;
    public long TimeNs;
    public bool FromFirst;
    public bool HasAck;
    public bool HasOptions;
    public bool HasTimestamps;
    public ushort Window;
    public ushort IpId;
    public byte HopLimit;
    public FlowLabelSign FlowLabel;
    public SequenceNumber Seq;
    public SequenceNumber Ack;

    // Its sender, before it.
    public TcpState SenderState;
    public bool SenderUsesTimestamps;
    public bool SenderHasFin;
    public bool SenderFinAcked;
    public bool SenderAckedPeerFin;
    public bool SenderSentData;
    public bool SenderOnlySynAck;
    public bool SenderIsResponder;       // known from the handshake
    public bool SenderHadAborted;
    public bool SenderHadAnswered;
    public bool SenderHasNext;
    public SequenceNumber SenderFinSeq;
    public SequenceNumber SenderNext;
    public FrameId SenderFinFrame;
    public long SenderFinTimeNs;
    public long SenderFinAckedTimeNs;
    public bool SenderTimeWaitEntered;
    public bool SenderTimeWaitKilled;
    public long SenderTimeWaitAtNs;      // entry or last restart
    public byte SenderHopLimit;
    public bool SenderHopLimitKnown;
    public bool SenderSawNonZeroIpId;
    public bool SenderProbedLast;        // its last segment before was a keep-alive probe, answered or not
    public int SenderUnansweredProbes;
    public int SenderUnansweredRetransmissions;
    public int SenderEarlierUnanswered;
    public long SenderLastDataTimeNs;
    public long SenderLastTimeNs;

    // Its receiver, before it.
    public TcpState ReceiverState;
    public bool ReceiverSentData;
    public FrameId ReceiverLastDataFrame;
    public long ReceiverLastDataTimeNs;
    public long ReceiverFirstAckTimeNs;
    public bool ReceiverDataUnseenBySender; // it had sent more than the RST acknowledges

    // The connection, before it.
    public bool Established;
    public bool WasOver;
    public long CloseTimeNs;
    public long SilentNs;                // since the last segment of either endpoint, a RST the other way at the same time left out
    public FrameId OddResetFrame;        // an earlier RST of the same sender that drew a challenge ACK
    public FrameId OddSynFrame;          // a SYN in the middle of the connection

    // The segment it answers.
    public bool HasProvoker;
    public bool ProvokerIsUnseenCopy;    // not captured itself; Provoker... tells of the original
    public bool OtherKindsFit;           // of such a copy: segments of another kind carry the same acknowledgment
    public int Candidates;
    public FrameId ProvokerFrame;
    public long ProvokerTimeNs;
    public TcpControl ProvokerControl;
    public SequenceNumber ProvokerAck;
    public int ProvokerPayload;
    public ushort ProvokerIpId;
    public RecentTraits ProvokerTraits;

    // What its receiver had to do with it.
    public ResetAcceptance Acceptance;

    // The same, should the RST that seemed to close the receiver have been another's in its name.
    public TcpState ReceiverStateBeforeItsReset; // Unknown where the receiver had sent none
    public ResetAcceptance AcceptanceBeforeItsReset;

    // What came later.
    public FrameId SenderTalksOnFrame;   // a segment of its sender, no RST, that is no answer in its place
    public FrameId ReceiverSpokeFrame;   // the first data or FIN of its receiver that was captured behind it
    public FrameId ReceiverTalksOnFrame; // the connection lived on: its receiver acknowledged what the sender sent after it
    public FrameId OtherResetFrame;      // a RST the other way at the same time
    public bool BelongsToPredecessor;
}

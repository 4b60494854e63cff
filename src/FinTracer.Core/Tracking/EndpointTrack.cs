using System.Runtime.CompilerServices;
using FinTracer.Capture;
using FinTracer.Flows;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// What has been proved about one endpoint of a connection. Facts only: numbers it used, frames that show what it did, counts.
/// Its <see cref="State"/> follows from them through <see cref="TcpTransitions"/>.
/// </summary>
sealed class EndpointTrack
{
    public Endpoint Address;
    public TcpState State;

    // Opening.
    public bool HasIsn;
    public bool SentSyn;
    public bool SentSynAck;
    public bool WindowScaleKnown;
    public byte WindowScale;
    public SequenceNumber Isn;
    public FrameId SynFrame;
    public long SynTimeNs;
    public long FirstAckTimeNs; // its first segment that is neither SYN nor RST
    public int SynCount;
    public uint SynTsVal;

    // Sequence space.
    public bool HasNext;
    public SequenceNumber Next;          // the number behind the highest octet it was seen to send (SND.NXT as captured)
    public bool HasAcked;
    public SequenceNumber HighestAck;    // the highest acknowledgment it sent (RCV.NXT as proved)
    public FrameId HighestAckFrame;
    public long HighestAckTimeNs;
    public SequenceNumber HighestAckSeq; // the sequence number of the segment that first carried it
    public bool HasRightEdge;
    public SequenceNumber RightEdge;     // the highest window edge it offered
    public SequenceGaps Gaps;

    // Its FIN.
    public bool HasFin;
    public bool FinHasAck;
    public bool FinBeyondGap;
    public bool FinFirstTransmissionMissing;
    public bool FinAcked;
    public SequenceNumber FinSeq;
    public SequenceNumber FinAck;        // the acknowledgment that the first captured transmission carries
    public FrameId FinFrame;
    public long FinTimeNs;
    public int FinRetransmissions;
    public FrameId FinRetransmittedBeforeAck;
    public FrameId FinAckedFrame;
    public long FinAckedTimeNs;

    // What it knew of the peer's FIN.
    public bool AckedPeerFin;
    public FrameId AckedPeerFinFrame;
    public SequenceNumber AckedPeerFinSeq; // the sequence number of that acknowledging segment: below its own FIN, or behind it

    // A segment that shows its FIN had been sent although the capture lacks it.
    public bool WentBeyondGap;
    public SequenceNumber GapStart;
    public FrameId BeyondGapFrame;
    public int PeerFinRetransmissionsAtGap;

    // Data and life signs.
    public bool SentData;
    public FrameId LastDataFrame;
    public long LastDataTimeNs;
    public long LastTimeNs;
    public bool ProbedLast;                // its last segment was a keep-alive probe
    public int UnansweredProbes;           // keep-alive probes since the peer was last heard
    public int UnansweredRetransmissions;  // retransmissions since the peer was last heard
    public int EarlierUnanswered;          // the longest row of them before the peer was heard again
    public bool Aborted;                   // it sent an active RST
    public bool ClosedByOwnReset;          // its state is CLOSED because of a RST that bears its name
    public TcpState StateBeforeOwnReset;
    public bool Answered;                  // it sent a passive RST: it has no connection any more

    // Marks of its stack.
    public bool UsesTimestamps;
    public uint LastTsVal;
    public bool HasHopLimit;
    public byte HopLimit;
    public uint FlowLabel;                 // IPv6: of its last segment; 0 for IPv4
    public bool SawNonZeroIpId;

    // Counts.
    public long Segments;
    public long PayloadBytes;
    public long Retransmitted;
    public long DuplicateFrames;
    public long CopiesAtOneTap; // those of them that the network may have delivered twice

    public TimeWaitTrack TimeWait;

    /// <summary>It keeps nothing of the connection any more, as far as that is proved.</summary>
    public bool IsGone => State == TcpState.Closed;

    /// <summary>Its numbers as far as they are known, for the question to which life of the four-tuple a SYN belongs.</summary>
    public NumbersInUse Numbers => new(HasIsn ? Isn : null, HasNext ? Next : null, HasAcked ? HighestAck : null, State == TcpState.SynSent && !SentSynAck);

    /// <summary>Octets that the peer acknowledged (up to <paramref name="acknowledged"/>) and the capture lacks.</summary>
    public long MissingBelow(SequenceNumber acknowledged)
        => !HasNext ? 0 : Gaps.MissingBelow(acknowledged) + System.Math.Max(0, acknowledged - Next);

    /// <summary>Did it know of the peer's FIN when it sent its own? Decided by what it had acknowledged, never by capture order.</summary>
    public bool KnewPeerFin(EndpointTrack peer)
    {
        if (FinHasAck && (FinAck <= peer.FinSeq || !FinFirstTransmissionMissing))
        {
            return FinAck > peer.FinSeq; // what a host acknowledges never goes back: a FIN that acknowledges less was sent before it knew
        }

        if (FinFirstTransmissionMissing)
        {
            // The segment that shows the lost FIN acknowledges the peer's FIN at once, and the peer had not repeated that FIN:
            // it is the ACK of the FIN's arrival, so the own FIN was on its way before.
            return AckedPeerFin && !(AckedPeerFinFrame == BeyondGapFrame && PeerFinRetransmissionsAtGap == 0)
                && AckedPeerFinFrame <= BeyondGapFrame;
        }

        // An earlier ACK of the peer's FIN counts when it was sent before the own FIN: its number does not lie behind it.
        return AckedPeerFin && AckedPeerFinFrame < FinFrame && AckedPeerFinSeq <= FinSeq;
    }

    /// <summary>Draws the edge of a signal, and notes the entry into TIME-WAIT with the segment that shows it.</summary>
    public void Raise(EndpointTrack peer, Signal signal, in Segment segment)
    {
        TcpState before = State;
        State = TcpTransitions.Next(before, signal);
        if (State == TcpState.TimeWait && before != TcpState.TimeWait)
        {
            EnterTimeWait(peer, signal, segment);
        }
    }

    /// <summary>
    /// In a simultaneous close the entry is the arrival of the ACK of its own FIN, which the tap sees on its way to it (the own ACK of the peer's FIN left before that,
    /// though the tap may see it later). Else it is the arrival of the peer's FIN, answered at once with the ACK that the tap sees.
    /// </summary>
    void EnterTimeWait(EndpointTrack peer, Signal signal, in Segment segment)
    {
        bool crossed = !KnewPeerFin(peer) && !peer.KnewPeerFin(this)
            && !peer.FinRetransmittedBeforeAck.IsSome && !peer.FinFirstTransmissionMissing;
        if (signal == Signal.FinAcknowledged || (crossed && FinAckedFrame.IsSome))
        {
            TimeWait.Enter(FinAckedFrame.IsSome ? FinAckedFrame : segment.Frame, FinAckedTimeNs, System.Math.Max(FinAckedTimeNs, peer.FinTimeNs), LastTsVal, byOwnAck: false);
            return;
        }

        long earliest = System.Math.Max(peer.FinTimeNs, System.Math.Min(FinAckedTimeNs, segment.TimestampNs));
        TimeWait.Enter(segment.Frame, segment.TimestampNs, earliest, LastTsVal, byOwnAck: true);
    }

    /// <summary>Its state was put back to that before a RST that turned out to be of no effect: what came to be known since is drawn again.</summary>
    public void CatchUp(EndpointTrack peer, in Segment segment)
    {
        if (AckedPeerFin && State is (TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2))
        {
            Raise(peer, Signal.PeerFinAcknowledged, segment);
        }

        if (HasFin && State is (TcpState.Established or TcpState.CloseWait))
        {
            Raise(peer, Signal.FinSent, segment);
        }

        if (FinAcked && State is (TcpState.FinWait1 or TcpState.Closing or TcpState.LastAck))
        {
            Raise(peer, Signal.FinAcknowledged, segment);
        }
    }

    /// <summary>
    /// Both FINs are there: where its state says that it closed first and its FIN that it knew of the peer's, or the other way round, the state is set right.
    /// Segments that the path let overtake each other came to be taken for what they are not.
    /// </summary>
    public void RestateClose(EndpointTrack peer)
    {
        bool knew = KnewPeerFin(peer);
        bool closedFirst = TimeWait.Entered || State is TcpState.FinWait1 or TcpState.FinWait2 or TcpState.Closing or TcpState.TimeWait;
        if (closedFirst != knew)
        {
            return;
        }

        State = (knew, FinAcked, AckedPeerFin) switch
        {
            (true, false, _) => TcpState.LastAck,
            (true, true, _) => TcpState.Closed,
            (false, false, false) => TcpState.FinWait1,
            (false, true, false) => TcpState.FinWait2,
            (false, false, true) => TcpState.Closing,
            (false, true, true) => TcpState.TimeWait,
        };
        TimeWait = default;
        if (State == TcpState.TimeWait)
        {
            TimeWait.Enter(FinAckedFrame.IsSome ? FinAckedFrame : AckedPeerFinFrame, FinAckedTimeNs, System.Math.Max(FinAckedTimeNs, peer.FinTimeNs), LastTsVal, byOwnAck: false);
        }
    }

    /// <summary>Counts a segment that it sent, and takes the marks of its stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(in Segment segment)
    {
        Segments++;
        PayloadBytes += segment.PayloadLength;
        if (segment.Has(TcpControl.Rst))
        {
            return; // a RST may come from elsewhere, or be built without the socket: no mark of the endpoint
        }

        if (!HasHopLimit)
        {
            HasHopLimit = true;
            HopLimit = segment.HopLimit;
        }

        FlowLabel = segment.FlowLabel;
        SawNonZeroIpId |= segment.IpId != 0;
        if (segment.Has(SegmentTraits.HasTimestamps))
        {
            UsesTimestamps = true;
            LastTsVal = segment.TsVal;
        }
    }

    /// <summary>The peer was heard: what went unanswered before is answered, or at least the peer is there.</summary>
    public void NoteHeard()
    {
        UnansweredProbes = 0;
        EarlierUnanswered = System.Math.Max(EarlierUnanswered, UnansweredRetransmissions);
        UnansweredRetransmissions = 0;
    }

    public void Reset()
    {
        Address = default;
        State = StateBeforeOwnReset = TcpState.Unknown;
        HasIsn = SentSyn = SentSynAck = WindowScaleKnown = HasNext = HasAcked = HasRightEdge = false;
        WindowScale = 0;
        SynFrame = HighestAckFrame = FinFrame = FinRetransmittedBeforeAck = FinAckedFrame = AckedPeerFinFrame = default;
        BeyondGapFrame = LastDataFrame = default;
        SynTimeNs = FirstAckTimeNs = HighestAckTimeNs = FinTimeNs = FinAckedTimeNs = LastDataTimeNs = LastTimeNs = 0;
        SynCount = FinRetransmissions = PeerFinRetransmissionsAtGap = UnansweredProbes = UnansweredRetransmissions = EarlierUnanswered = 0;
        Isn = Next = HighestAck = HighestAckSeq = RightEdge = FinSeq = FinAck = AckedPeerFinSeq = GapStart = default;
        Gaps.Clear();
        HasFin = FinHasAck = FinBeyondGap = FinFirstTransmissionMissing = FinAcked = AckedPeerFin = WentBeyondGap = false;
        SentData = Aborted = ClosedByOwnReset = Answered = ProbedLast = UsesTimestamps = HasHopLimit = SawNonZeroIpId = false;
        SynTsVal = LastTsVal = FlowLabel = 0;
        HopLimit = 0;
        Segments = PayloadBytes = Retransmitted = DuplicateFrames = CopiesAtOneTap = 0;
        TimeWait = default;
    }
}

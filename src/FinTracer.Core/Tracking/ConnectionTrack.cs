using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// One incarnation of a four-tuple while it is watched: two endpoints, what they proved, the RSTs and the late segments, in capture order.
/// Direction code stands once, over (sender, receiver); <see cref="First"/> is the sender of the first captured segment, which need not be the initiator.
/// </summary>
sealed class ConnectionTrack(TrackingOptions options)
{
    public readonly EndpointTrack First = new();
    public readonly EndpointTrack Second = new();
    public readonly RecentSegments Recent = new();
    public readonly List<ResetObservation> Resets = [];
    public readonly List<LateSegment> Late = [];

    public long Id;
    public int Incarnation;
    public FrameId FirstFrame;
    public FrameId LastFrame;
    public long FirstTimeNs;
    public long LastTimeNs;
    public Predecessor Predecessor;

    public bool InitiatorIsFirst;
    public bool InitiatorKnown;
    public bool Established;
    public bool OffloadedFromFirst;
    public bool OffloadedFromSecond;

    public bool Over;               // both FINs acknowledged, or a RST that had to be accepted
    public bool FinsComplete;       // both FINs acknowledged
    public long CloseTimeNs;
    public int KillingReset = -1;   // index in Resets of the RST that ended it
    public long? IdleBeforeCloseNs; // from the last data to the first FIN or the RST that ended it
    public int ResetCount;
    public int LateCount;
    public bool Challenged;         // an attempt whose SYN drew an ACK of the older connection

    TcpState _firstBeforeKill;
    TcpState _secondBeforeKill;
    SequenceNumber _senderNextAtKill;
    FrameId _oddSynFrame;

    public TrackingOptions Options => options;

    /// <summary>Begins a connection with its first segment's addresses.</summary>
    public void Begin(in Segment segment, long id, int incarnation)
    {
        First.Address = segment.Source;
        Second.Address = segment.Destination;
        Id = id;
        Incarnation = incarnation;
        FirstFrame = segment.Frame;
        FirstTimeNs = LastTimeNs = segment.TimestampNs;
        bool synAck = segment.Has(TcpControl.Syn) && segment.Has(TcpControl.Ack);
        InitiatorKnown = segment.Has(TcpControl.Syn);
        InitiatorIsFirst = InitiatorKnown ? !synAck : PortGuess.SourceIsInitiator(segment);
    }

    /// <summary>True when the segment went from <see cref="First"/> to <see cref="Second"/>.</summary>
    public bool IsFromFirst(in Segment segment) => segment.Source == First.Address;

    public EndpointTrack Sender(bool fromFirst) => fromFirst ? First : Second;

    /// <summary>Takes in one segment of this incarnation.</summary>
    public ObservedAs Observe(in Segment segment)
    {
        bool fromFirst = IsFromFirst(segment);
        EndpointTrack sender = Sender(fromFirst);
        EndpointTrack receiver = Sender(!fromFirst);
        LastFrame = segment.Frame;
        LastTimeNs = System.Math.Max(LastTimeNs, segment.TimestampNs);
        if (DuplicateFrames.Contains(Recent, segment, fromFirst, options.DuplicateWindowNs))
        {
            sender.DuplicateFrames++;
            return ObservedAs.Duplicate;
        }

        Count(segment, sender, receiver, fromFirst);
        RecentTraits traits = Traits(segment, fromFirst, receiver);
        bool stray = IsStray(segment, sender, receiver, fromFirst);
        if (stray)
        {
            ObserveStray(segment, sender, receiver, fromFirst);
        }
        else if (segment.Has(TcpControl.Rst))
        {
            ObserveReset(segment, sender, receiver, fromFirst);
        }
        else
        {
            traits |= ObserveSegment(segment, sender, receiver, fromFirst, traits);
        }

        sender.LastFrame = segment.Frame;
        sender.LastTimeNs = segment.TimestampNs;
        Remember(segment, traits);
        return stray ? ObservedAs.Stray : ObservedAs.Segment;
    }

    /// <summary>A SYN with another ISN met this connection alive, or in TIME-WAIT: the SYN is an event of it (RFC 5961 §4).</summary>
    public void NoteOddSyn(FrameId frame, long timeNs, bool fromFirst)
    {
        _oddSynFrame = frame;
        LastTimeNs = System.Math.Max(LastTimeNs, timeNs);
        if (Over)
        {
            AddLate(frame, timeNs, fromFirst, LateSegmentShape.Syn);
        }
    }

    /// <summary>The next life of the four-tuple begins with <paramref name="synFrame"/>: whatever TIME-WAIT still ran ends there.</summary>
    public void EndByReuse(FrameId synFrame, long timeNs)
    {
        EndByReuse(First, synFrame, timeNs);
        EndByReuse(Second, synFrame, timeNs);
    }

    void EndByReuse(EndpointTrack endpoint, FrameId synFrame, long timeNs)
    {
        if (endpoint.TimeWait.RunsAt(timeNs, options.TimeWait.LatestNs))
        {
            endpoint.TimeWait.Reused = true;
            endpoint.TimeWait.End(synFrame, timeNs);
            endpoint.State = TcpTransitions.Next(endpoint.State, Signal.TimeWaitElapsed);
        }
    }

    /// <summary>Back to the state of a new object, for the next connection.</summary>
    public void Reset()
    {
        First.Reset();
        Second.Reset();
        Recent.Clear();
        Resets.Clear();
        Late.Clear();
        Predecessor = default;
        InitiatorIsFirst = InitiatorKnown = Established = OffloadedFromFirst = OffloadedFromSecond = false;
        Over = FinsComplete = Challenged = false;
        CloseTimeNs = 0;
        IdleBeforeCloseNs = null;
        KillingReset = -1;
        ResetCount = LateCount = 0;
        _oddSynFrame = default;
    }

    RecentTraits ObserveSegment(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst, RecentTraits traits)
    {
        bool wasOver = Over;
        RecentTraits more = RecentTraits.None;
        if (wasOver)
        {
            more |= ObserveAfterClose(segment, sender, receiver, fromFirst, traits);
        }

        NoteLifeAfterResets(segment, sender, fromFirst);
        if (segment.Has(TcpControl.Syn))
        {
            ObserveSyn(segment, sender, receiver, fromFirst);
        }

        if (segment.Has(TcpControl.Ack))
        {
            ObserveAck(segment, sender, receiver);
        }

        bool finWasPassed = sender.HasNext && sender.Next > segment.FinSeq;
        ObserveSequence(segment, sender, receiver);
        if (segment.Has(TcpControl.Fin))
        {
            ObserveFin(segment, sender, receiver, finWasPassed);
        }

        if (!Over && First.FinAcked && Second.FinAcked)
        {
            Over = FinsComplete = true;
            CloseTimeNs = segment.TimestampNs;
        }

        return more;
    }

    void ObserveSyn(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        if (sender.HasIsn && segment.Seq == sender.Isn)
        {
            sender.SynCount++;
            sender.SentSynAck |= segment.Has(TcpControl.Ack);
            NoteSynAgain(segment, fromFirst);
        }
        else
        {
            sender.HasIsn = true;
            sender.Isn = segment.Seq;
            sender.SynCount = 1;
            sender.SynFrame = segment.Frame;
            sender.SynTimeNs = segment.TimestampNs;
            sender.SynTsVal = segment.TsVal;
            sender.WindowScaleKnown = true;
            sender.WindowScale = segment.Has(SegmentTraits.HasWindowScale) ? segment.WindowScale : (byte)0;
        }

        bool synAck = segment.Has(TcpControl.Ack);
        if (synAck)
        {
            sender.SentSynAck = true;
            Raise(sender, receiver, Signal.SynAckSent, segment);
            if (receiver.State == TcpState.SynReceived && sender.SentSyn)
            {
                // Both sent SYN and SYN-ACK: a simultaneous open is complete at both (RFC 9293 §3.5, figure 7).
                Established = true;
                Raise(receiver, sender, Signal.HandshakeDone, segment);
                Raise(sender, receiver, Signal.HandshakeDone, segment);
            }
        }
        else
        {
            sender.SentSyn = true;
            Raise(sender, receiver, Signal.SynSent, segment);
        }

        if (!InitiatorKnown || (!synAck && !receiver.SentSyn && !receiver.SentSynAck))
        {
            InitiatorKnown = true;
            InitiatorIsFirst = synAck ? !fromFirst : fromFirst;
        }
    }

    void ObserveAck(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (!sender.HasAcked || segment.Ack > sender.HighestAck)
        {
            sender.HasAcked = true;
            sender.HighestAck = segment.Ack;
            sender.HighestAckFrame = segment.Frame;
            sender.HighestAckTimeNs = segment.TimestampNs;
        }

        SequenceNumber edge = segment.Ack + WindowOf(segment, sender);
        sender.RightEdge = sender.RightEdge == default ? edge : SequenceNumber.Max(sender.RightEdge, edge);
        if (!segment.Has(TcpControl.Syn))
        {
            ObserveHandshakeAck(segment, sender, receiver);
        }

        if (receiver.HasFin && segment.Ack > receiver.FinSeq)
        {
            AcknowledgeFin(segment, sender, receiver);
        }
    }

    static void AcknowledgeFin(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        if (!sender.AckedPeerFin)
        {
            sender.AckedPeerFin = true;
            sender.AckedPeerFinFrame = segment.Frame;
            sender.AckedPeerFinTimeNs = segment.TimestampNs;
            sender.AckedPeerFinSeq = segment.Seq;
        }

        if (!receiver.FinAckedFrame.IsSome)
        {
            receiver.FinAcked = true;
            receiver.FinAckedFrame = segment.Frame;
            receiver.FinAckedTimeNs = segment.TimestampNs;
        }

        Raise(sender, receiver, Signal.PeerFinAcknowledged, segment);
        Raise(receiver, sender, Signal.FinAcknowledged, segment);
    }

    void ObserveHandshakeAck(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
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

        Established = true;
        Raise(sender, receiver, Signal.HandshakeDone, segment);
        if (receiver.State is TcpState.SynReceived or TcpState.Unknown or TcpState.Listen)
        {
            Raise(receiver, sender, Signal.HandshakeDone, segment);
        }
    }

    static void ObserveSequence(in Segment segment, EndpointTrack sender, EndpointTrack receiver)
    {
        int length = segment.SegmentLength;
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
        else if (ahead == -1 && segment.PayloadLength <= 1 && !segment.Has(TcpControl.Syn | TcpControl.Fin))
        {
            sender.UnansweredProbes++; // keep-alive: one below the next number, nothing or one octet (RFC 9293 §3.8.4)
        }
        else if (length > 0)
        {
            ObserveOverlap(segment, sender);
        }
    }

    static void ObserveOverlap(in Segment segment, EndpointTrack sender)
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

    void ObserveFin(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool finWasPassed)
    {
        SequenceNumber finSeq = segment.FinSeq;
        if (sender.HasFin)
        {
            if (finSeq == sender.FinSeq)
            {
                sender.FinRetransmissions++;
                sender.FinLastTimeNs = segment.TimestampNs;
                if (!sender.FinAcked && !sender.FinRetransmittedBeforeAck.IsSome)
                {
                    sender.FinRetransmittedBeforeAck = segment.Frame;
                }
            }

            return;
        }

        sender.HasFin = true;
        sender.FinSeq = finSeq;
        sender.FinFrame = segment.Frame;
        sender.FinTimeNs = sender.FinLastTimeNs = segment.TimestampNs;
        sender.FinHasAck = segment.Has(TcpControl.Ack);
        sender.FinAck = segment.Ack;
        sender.FinBeyondGap = sender.Gaps.Any;
        sender.FinFirstTransmissionMissing = finWasPassed && sender.WentBeyondGap && sender.GapStart <= finSeq;
        Recent.KeepMore = true;
        NoteIdle(segment.TimestampNs);
        Raise(sender, receiver, Signal.FinSent, segment);
        if (receiver.HasAcked && receiver.HighestAck == finSeq + 1)
        {
            // The capture shows the acknowledgment before the FIN: reordered by the tap, or the FIN's first copy is missing.
            sender.FinAcked = true;
            sender.FinAckedTimeNs = receiver.HighestAckTimeNs;
            receiver.AckedPeerFin = true;
            receiver.AckedPeerFinFrame = receiver.HighestAckFrame;
            receiver.AckedPeerFinTimeNs = receiver.HighestAckTimeNs;
            receiver.AckedPeerFinSeq = receiver.HasNext ? receiver.Next : default;
            Raise(receiver, sender, Signal.PeerFinAcknowledged, segment);
            Raise(sender, receiver, Signal.FinAcknowledged, segment);
        }
    }

    /// <summary>A segment after the close: the answer to an earlier late one, or a late one itself.</summary>
    RecentTraits ObserveAfterClose(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst, RecentTraits traits)
    {
        bool pureAck = segment.SegmentLength == 0;
        if (pureAck && sender.TimeWait.Entered && !sender.TimeWait.Killed && segment.Seq == sender.Next)
        {
            // A TIME-WAIT socket speaks only when spoken to, and each ACK it gives re-arms its timer, unless it answers a bare SYN
            // (Linux: tcp_timewait_state_process).
            int late = LastUnansweredLate(!fromFirst);
            bool answersSyn = late >= 0 && Late[late].Shape == LateSegmentShape.Syn;
            if (late >= 0)
            {
                CollectionsMarshal.AsSpan(Late)[late].AckFrame = segment.Frame;
            }

            if (!answersSyn)
            {
                sender.TimeWait.Restart(segment.TimestampNs);
            }

            return RecentTraits.AnswersOddSegment;
        }

        AddLate(segment.Frame, segment.TimestampNs, fromFirst, LateShapes.Of(segment, sender, traits));
        if (pureAck && receiver.TimeWait.Entered && !receiver.TimeWait.Killed && sender.HasFin && segment.Seq == sender.FinSeq + 1
            && segment.Has(TcpControl.Ack))
        {
            receiver.TimeWait.Restart(segment.TimestampNs); // empty and at RCV.NXT: taken in silence, and the timer starts again (same function)
        }

        return RecentTraits.None;
    }

    void ObserveStray(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        if (!segment.Has(TcpControl.Rst))
        {
            AddLate(segment.Frame, segment.TimestampNs, fromFirst, LateSegmentShape.Stray);
            return;
        }

        ResetObservation reset = ResetFacts.Take(this, segment, sender, receiver, fromFirst);
        reset.BelongsToPredecessor = true;
        reset.Acceptance = ResetAcceptance.Ignored;
        AddReset(reset);
    }

    void ObserveReset(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        ResetObservation reset = ResetFacts.Take(this, segment, sender, receiver, fromFirst);
        reset.AfterOddSyn = _oddSynFrame.IsSome;
        reset.OddSynFrame = _oddSynFrame;
        NoteOddReset(ref reset);
        ProvokerSearch.Find(this, ref reset);
        Apply(segment, sender, receiver, ref reset);
        if (reset.HasProvoker && sender.HasFin)
        {
            LinkLate(reset, fromFirst);
        }

        NoteOtherReset(ref reset);
        AddReset(reset);
        Recent.KeepMore = true;
    }

    void Apply(in Segment segment, EndpointTrack sender, EndpointTrack receiver, ref ResetObservation reset)
    {
        bool looksActive = reset.HasAck && (reset.Window != 0 || reset.HasOptions || !reset.HasProvoker);
        switch (reset.Acceptance)
        {
            case ResetAcceptance.EndsConnection or ResetAcceptance.EndsAttempt when !Over:
                (_firstBeforeKill, _secondBeforeKill) = (First.State, Second.State);
                _senderNextAtKill = reset.SenderHasNext ? reset.SenderNext : reset.Seq;
                KillingReset = ResetCount < options.MaxResets ? ResetCount : -1;
                Over = true;
                CloseTimeNs = segment.TimestampNs;
                NoteIdle(segment.TimestampNs);
                Raise(receiver, sender, Signal.Reset, segment);
                Raise(sender, receiver, Signal.Reset, segment);
                break;
            case ResetAcceptance.EndsTimeWait:
                receiver.TimeWait.Killed = true;
                receiver.TimeWait.End(segment.Frame, segment.TimestampNs);
                Raise(receiver, sender, Signal.Reset, segment);
                break;
            case ResetAcceptance.EndsConnection or ResetAcceptance.EndsAttempt:
                Raise(receiver, sender, Signal.Reset, segment);
                break;
            case ResetAcceptance.Unknown or ResetAcceptance.NoConnection or ResetAcceptance.Challenged or ResetAcceptance.Ignored:
                break;
        }

        sender.Aborted |= looksActive;
        sender.Answered |= !looksActive;
    }

    void AddReset(in ResetObservation reset)
    {
        ResetCount++;
        if (Resets.Count < options.MaxResets)
        {
            Resets.Add(reset);
        }
    }

    void AddLate(FrameId frame, long timeNs, bool fromFirst, LateSegmentShape shape)
    {
        LateCount++;
        if (Late.Count < options.MaxLateSegments)
        {
            long since = shape == LateSegmentShape.Stray && Predecessor.Exists ? Predecessor.EndTimeNs : CloseTimeNs;
            Late.Add(new LateSegment { Frame = frame, TimeNs = timeNs, FromFirst = fromFirst, Shape = shape, LateByNs = timeNs - since });
        }
    }

    /// <summary>The provoking segment met an endpoint that had closed: it was late even where the connection as a whole was not over.</summary>
    void LinkLate(in ResetObservation reset, bool resetFromFirst)
    {
        System.Span<LateSegment> late = CollectionsMarshal.AsSpan(Late);
        for (int i = late.Length - 1; i >= 0; i--)
        {
            if (late[i].Frame == reset.ProvokerFrame)
            {
                late[i].RstFrame = reset.Frame;
                return;
            }
        }

        if (reset.ProvokerControl == TcpControl.None || LateShapes.IsAnswer(reset.ProvokerTraits))
        {
            return;
        }

        LateCount++;
        if (Late.Count < options.MaxLateSegments)
        {
            Late.Add(new LateSegment
            {
                Frame = reset.ProvokerFrame, TimeNs = reset.ProvokerTimeNs, FromFirst = !resetFromFirst, Shape = LateShapes.OfProvoker(reset, Sender(!resetFromFirst)),
                LateByNs = reset.ProvokerTimeNs - (FinsComplete ? CloseTimeNs : reset.SenderFinTimeNs), RstFrame = reset.Frame,
            });
        }
    }

    void NoteIdle(long closeNs)
    {
        if (IdleBeforeCloseNs is null && (First.SentData || Second.SentData))
        {
            IdleBeforeCloseNs = System.Math.Max(0, closeNs - System.Math.Max(First.LastDataTimeNs, Second.LastDataTimeNs));
        }
    }

    int LastUnansweredLate(bool fromFirst)
    {
        for (int i = Late.Count - 1; i >= 0; i--)
        {
            if (Late[i].FromFirst == fromFirst)
            {
                return Late[i].AckFrame.IsSome || Late[i].RstFrame.IsSome ? -1 : i;
            }
        }

        return -1;
    }

    /// <summary>
    /// After a RST both ends should be silent. When the sender goes on and the receiver acknowledges what it sent since, the RST never took effect
    /// (lost, forged, swallowed by a firewall), and the connection lives.
    /// </summary>
    void NoteLifeAfterResets(in Segment segment, EndpointTrack sender, bool fromFirst)
    {
        if (Resets.Count == 0 || segment.Has(TcpControl.Syn))
        {
            return;
        }

        System.Span<ResetObservation> resets = CollectionsMarshal.AsSpan(Resets);
        ref ResetObservation last = ref resets[^1];
        if (last.FromFirst == fromFirst && !last.SenderTalksOnFrame.IsSome && !(sender.TimeWait.Entered && segment.SegmentLength == 0))
        {
            last.SenderTalksOnFrame = segment.Frame;
        }

        if (KillingReset < 0 || KillingReset >= resets.Length)
        {
            return;
        }

        ref ResetObservation killer = ref resets[KillingReset];
        if (killer.FromFirst != fromFirst && killer.SenderTalksOnFrame.IsSome && segment.Has(TcpControl.Ack) && segment.Ack > _senderNextAtKill)
        {
            killer.ReceiverTalksOnFrame = segment.Frame;
            killer.Acceptance = ResetAcceptance.Ignored;
            (First.State, Second.State) = (_firstBeforeKill, _secondBeforeKill);
            Over = false;
            KillingReset = -1;
        }
    }

    void NoteOddReset(ref ResetObservation reset)
    {
        for (int i = Resets.Count - 1; i >= 0; i--)
        {
            if (Resets[i].FromFirst == reset.FromFirst && Resets[i].Acceptance is ResetAcceptance.Challenged)
            {
                reset.AfterOddReset = true;
                reset.OddResetFrame = Resets[i].Frame;
                return;
            }
        }
    }

    void NoteOtherReset(ref ResetObservation reset)
    {
        if (Resets.Count > 0 && Resets[^1].FromFirst != reset.FromFirst)
        {
            reset.OtherResetFrame = Resets[^1].Frame;
            CollectionsMarshal.AsSpan(Resets)[^1].OtherResetFrame = reset.Frame;
        }
    }

    void NoteSynAgain(in Segment segment, bool fromFirst)
    {
        if (Resets.Count > 0 && Resets[^1].FromFirst == fromFirst)
        {
            CollectionsMarshal.AsSpan(Resets)[^1].SynAgainFrame = segment.Frame;
        }
    }

    static void Raise(EndpointTrack subject, EndpointTrack peer, Signal signal, in Segment segment)
    {
        TcpState before = subject.State;
        subject.State = TcpTransitions.Next(before, signal);
        if (subject.State == TcpState.TimeWait && before != TcpState.TimeWait)
        {
            bool byOwnAck = signal == Signal.PeerFinAcknowledged;
            long earliest = byOwnAck ? System.Math.Max(peer.FinTimeNs, System.Math.Min(subject.FinAckedTimeNs, segment.TimestampNs)) : segment.TimestampNs;
            subject.TimeWait.Enter(segment.Frame, segment.TimestampNs, earliest, byOwnAck);
        }
    }

    bool IsStray(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
        => Predecessor.Exists && !segment.Has(TcpControl.Syn)
            && Strays.BelongsToPredecessor(segment, sender, receiver, fromFirst ? Predecessor.First : Predecessor.Second);

    void Count(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        sender.Segments++;
        sender.PayloadBytes += segment.PayloadLength;
        if (!segment.Has(TcpControl.Rst))
        {
            receiver.UnansweredProbes = 0;
            receiver.EarlierUnanswered = System.Math.Max(receiver.EarlierUnanswered, receiver.UnansweredRetransmissions);
            receiver.UnansweredRetransmissions = 0;
            if (!sender.HasHopLimit)
            {
                sender.HasHopLimit = true;
                sender.HopLimit = segment.HopLimit;
            }

            sender.SawNonZeroIpId |= segment.IpId != 0;
            if (segment.Has(SegmentTraits.HasTimestamps))
            {
                sender.UsesTimestamps = true;
                sender.LastTsVal = segment.TsVal;
            }
        }

        if (segment.Has(SegmentTraits.Offloaded))
        {
            OffloadedFromFirst |= fromFirst;
            OffloadedFromSecond |= !fromFirst;
        }
    }

    static RecentTraits Traits(in Segment segment, bool fromFirst, EndpointTrack receiver)
    {
        RecentTraits traits = fromFirst ? RecentTraits.FromFirst : RecentTraits.None;
        if (segment.Has(SegmentTraits.HasTimestamps))
        {
            traits |= RecentTraits.HasTimestamps;
        }

        if (receiver.HasAcked && segment.SegmentLength > 0 && segment.NextSeq <= receiver.HighestAck)
        {
            traits |= RecentTraits.OldNews;
        }

        if (receiver.HasFin && segment.Has(TcpControl.Ack) && segment.Ack > receiver.FinSeq)
        {
            traits |= RecentTraits.AcksPeerFin;
        }

        return traits;
    }

    void Remember(in Segment segment, RecentTraits traits) => Recent.Add(new RecentSegment
    {
        Frame = segment.Frame, TimeNs = segment.TimestampNs, Seq = segment.Seq, Ack = segment.Ack, PayloadLength = segment.PayloadLength,
        TsVal = segment.TsVal, PlaceMark = segment.PlaceMark, IpId = segment.IpId, Control = segment.Control, HopLimit = segment.HopLimit, Traits = traits,
    });

    static int WindowOf(in Segment segment, EndpointTrack sender)
    {
        // Windows in SYNs are never scaled (RFC 7323 §2.2). Without the SYN the scale is unknown: the largest is assumed, so that nothing is called out of window wrongly.
        int shift = segment.Has(TcpControl.Syn) ? 0 : sender.WindowScaleKnown ? sender.WindowScale : 14;
        return segment.Window << shift;
    }
}

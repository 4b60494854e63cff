using System;
using System.Runtime.CompilerServices;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// One incarnation of a four-tuple while it is watched: two endpoints and what they proved, the RSTs and the late segments, in capture order.
/// Direction code stands once, over (sender, receiver); <see cref="First"/> is the sender of the first captured segment, which need not be the initiator.
/// </summary>
sealed class ConnectionTrack(TrackingOptions options)
{
    public readonly EndpointTrack First = new();
    public readonly EndpointTrack Second = new();
    public RecentSegments Recent;
    public ResetLog Resets = new(options.MaxResets);
    public LateLog Late = new(options.MaxLateSegments);

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
    public bool Challenged;         // an attempt whose SYN drew an ACK of the older connection
    public bool OffloadedFromFirst;
    public bool OffloadedFromSecond;

    public bool Over;               // both FINs acknowledged, or a RST that had to be accepted
    public bool FinsComplete;       // both FINs acknowledged
    public long CloseTimeNs;
    public long? IdleBeforeCloseNs; // from the last data to the first FIN or the RST that ended it
    public FrameId OddSynFrame;     // a SYN in the middle of its life
    public FrameId NextLifeFrame;   // first frame of the life that follows

    public TrackingOptions Options => options;

    /// <summary>
    /// Both ends are one address and port: one socket, whose segments come back to itself. <see cref="First"/> then sends and receives them all, and
    /// <see cref="Second"/> has no part in it; what follows is what a simultaneous open and close come to (RFC 9293 §3.5 and §3.6).
    /// </summary>
    public bool IsWithItself => First.Address == Second.Address;

    /// <summary>No RST has ended it so far.</summary>
    public bool WasNotReset => !Over || FinsComplete;

    /// <summary>Begins a connection with its first segment's addresses.</summary>
    public void Begin(in Segment segment, int incarnation)
    {
        First.Address = segment.Source;
        Second.Address = segment.Destination;
        Incarnation = incarnation;
        FirstFrame = segment.Frame;
        FirstTimeNs = LastTimeNs = segment.TimestampNs;
        bool synAck = segment.Has(TcpControl.Syn) && segment.Has(TcpControl.Ack);
        InitiatorKnown = segment.Has(TcpControl.Syn);
        InitiatorIsFirst = IsWithItself || (InitiatorKnown ? !synAck : PortGuess.SourceIsInitiator(segment));
    }

    /// <summary>True when the segment went from <see cref="First"/> to <see cref="Second"/>.</summary>
    public bool IsFromFirst(in Segment segment) => segment.Source == First.Address;

    /// <summary>The endpoint that sent the first captured segment, or the other; <see cref="First"/> either way where there is but one.</summary>
    public EndpointTrack Sender(bool fromFirst) => fromFirst || IsWithItself ? First : Second;

    /// <summary>Takes in one segment of this incarnation. What every segment passes through is inlined, here and in the observers: as calls it took a fifth of a run.</summary>
    public ObservedAs Observe(in Segment segment)
    {
        bool fromFirst = IsFromFirst(segment);
        EndpointTrack sender = Sender(fromFirst);
        EndpointTrack receiver = Sender(!fromFirst);
        LastFrame = segment.Frame;
        LastTimeNs = Math.Max(LastTimeNs, segment.TimestampNs);
        uint signature = RecentSegment.SignatureOf(segment);
        if (DuplicateFrames.Find(ref Recent, segment, signature, fromFirst, options.DuplicateWindowNs) is var copy and not DuplicateFrames.Copy.None)
        {
            sender.DuplicateFrames++;
            sender.CopiesAtOneTap += copy == DuplicateFrames.Copy.SameTap ? 1 : 0;
            return ObservedAs.Duplicate;
        }

        Count(segment, sender, receiver, fromFirst);
        RecentTraits traits = TraitsOf(segment, receiver, fromFirst);
        bool stray = Predecessor.Exists && !segment.Has(TcpControl.Syn)
            && Strays.BelongsToPredecessor(segment, sender, receiver, in fromFirst ? ref Predecessor.First : ref Predecessor.Second);
        if (stray)
        {
            ObserveStray(segment, fromFirst);
        }
        else if (segment.Has(TcpControl.Rst))
        {
            ResetObserver.Observe(this, segment, fromFirst);
        }
        else if (Strays.BelongsToUnseenLife(segment, sender, receiver))
        {
            OddSynFrame = receiver.SynFrame; // it met a socket that an earlier life left: for that one the SYN came in the middle
            stray = true;
        }
        else
        {
            traits |= ObserveSegment(segment, sender, receiver, fromFirst, traits);
        }

        sender.LastTimeNs = segment.TimestampNs;
        Remember(segment, signature, traits);
        return stray ? ObservedAs.Stray : ObservedAs.Segment;
    }

    /// <summary>A SYN with another ISN met this connection alive, or in TIME-WAIT: the SYN is an event of it (RFC 5961 §4).</summary>
    public void NoteOddSyn(FrameId frame, long timeNs, bool fromFirst)
    {
        OddSynFrame = frame;
        LastTimeNs = Math.Max(LastTimeNs, timeNs);
        if (Over)
        {
            Late.Add(frame, timeNs, fromFirst, LateSegmentShape.Syn, CloseTimeNs);
        }
    }

    /// <summary>Two lives of one four-tuple can overlap while a SYN waits for its answer: each must know where the other begins and ends.</summary>
    public void NoteNextLife(ConnectionTrack next)
    {
        NextLifeFrame = next.FirstFrame;
        next.Predecessor.LastFrame = LastFrame;
    }

    /// <summary>One of both may still keep TIME-WAIT then, nanoseconds since the epoch.</summary>
    public bool HoldsTimeWait(long nowNs) => HoldsTimeWait(First, nowNs) || HoldsTimeWait(Second, nowNs);

    /// <summary>The next life of the four-tuple begins with <paramref name="synFrame"/>: whatever TIME-WAIT still ran ends there.</summary>
    public void EndByReuse(FrameId synFrame, long timeNs)
    {
        foreach (EndpointTrack endpoint in (ReadOnlySpan<EndpointTrack>)[First, Second])
        {
            if (HoldsTimeWait(endpoint, timeNs))
            {
                endpoint.TimeWait.Reused = true;
                endpoint.TimeWait.End(synFrame, timeNs);
                endpoint.State = TcpTransitions.Next(endpoint.State, Signal.TimeWaitElapsed);
            }
        }
    }

    /// <summary>
    /// The first FIN, or the RST that ended it: how long had both been quiet? Data that its sender had not received crossed it and says nothing of
    /// how long that had waited; so the answer is the same wherever the capture was taken.
    /// </summary>
    public void NoteIdle(in Segment ending, EndpointTrack closer, EndpointTrack peer)
    {
        if (IdleBeforeCloseNs is not null || !(closer.SentData || peer.SentData))
        {
            return;
        }

        bool received = !closer.SentData || !peer.HasNext || (ending.Has(TcpControl.Ack) ? ending.Ack : closer.HighestAck) >= peer.Next;
        long last = received ? Math.Max(closer.LastDataTimeNs, peer.LastDataTimeNs) : closer.LastDataTimeNs;
        IdleBeforeCloseNs = Math.Max(0, ending.TimestampNs - last);
    }

    /// <summary>Begins new logs: somebody else keeps the old ones.</summary>
    public void RenewLogs() => (Resets, Late) = (new(options.MaxResets), new(options.MaxLateSegments));

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
        OddSynFrame = NextLifeFrame = default;
    }

    /// <summary>What a segment without RST proves, in the order of RFC 9293 §3.10.7.4: SYN, ACK, text, FIN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    RecentTraits ObserveSegment(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst, RecentTraits traits)
    {
        RecentTraits more = Over ? AfterCloseObserver.Observe(this, segment, fromFirst, traits) : RecentTraits.None;
        if (Late.Count > 0 && !Over)
        {
            Strays.NoteAnswer(this, segment, sender, receiver, fromFirst);
        }

        if (Resets.Count > 0)
        {
            Resets.NoteLife(this, segment, fromFirst);
        }

        if (segment.Has(TcpControl.Syn))
        {
            HandshakeObserver.ObserveSyn(this, segment, fromFirst);
        }

        if (segment.Has(TcpControl.Ack))
        {
            CloseObserver.ObserveAck(this, segment, sender, receiver);
        }

        bool finWasPassed = segment.Has(TcpControl.Fin) && sender.HasNext && sender.Next > segment.FinSeq;
        SequenceObserver.Observe(segment, sender, receiver);
        if (segment.Has(TcpControl.Fin))
        {
            CloseObserver.ObserveFin(this, segment, sender, receiver, finWasPassed);
        }

        if (!Over && First.FinAcked && Sender(fromFirst: false).FinAcked)
        {
            Over = FinsComplete = true;
            CloseTimeNs = segment.TimestampNs;
        }

        return more;
    }

    bool HoldsTimeWait(EndpointTrack endpoint, long nowNs) => endpoint.TimeWait.RunsAt(nowNs, options.TimeWait.LatestNs);

    void ObserveStray(in Segment segment, bool fromFirst)
    {
        if (segment.Has(TcpControl.Rst))
        {
            ResetObserver.ObserveStray(this, segment, fromFirst);
            return;
        }

        Late.Add(segment.Frame, segment.TimestampNs, fromFirst, LateSegmentShape.Stray, Predecessor.EndTimeNs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Count(in Segment segment, EndpointTrack sender, EndpointTrack receiver, bool fromFirst)
    {
        sender.Count(segment);
        if (!segment.Has(TcpControl.Rst))
        {
            receiver.NoteHeard();
        }

        if (segment.Has(SegmentTraits.Offloaded))
        {
            OffloadedFromFirst |= fromFirst;
            OffloadedFromSecond |= !fromFirst;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static RecentTraits TraitsOf(in Segment segment, EndpointTrack receiver, bool fromFirst)
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

        return traits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Remember(in Segment segment, uint signature, RecentTraits traits)
    {
        ref RecentSegment entry = ref Recent.Add(signature);
        entry.Frame = segment.Frame;
        entry.TimeNs = segment.TimestampNs;
        entry.Seq = segment.Seq;
        entry.Ack = segment.Ack;
        entry.PayloadLength = segment.PayloadLength;
        entry.TsVal = segment.TsVal;
        entry.PlaceMark = segment.PlaceMark;
        entry.IpId = segment.IpId;
        entry.Control = segment.Control;
        entry.HopLimit = segment.HopLimit;
        entry.Traits = traits;
    }
}

using static FinTracer.Tracking.FactCodecShapes;

namespace FinTracer.Tracking;

/// <summary>Every fact of an <see cref="EndpointTrack"/> but its address, which the flow's key holds; see <see cref="TrackFacts"/>. Each list of them has a codec of its own, whose place is then in a register.</summary>
static class EndpointFacts
{
    public static void Pass<TCodec>(ConnectionTrack track, EndpointTrack end, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        codec.Bits(
            ref end.HasIsn, ref end.SentSyn, ref end.SentSynAck, ref end.WindowScaleKnown, ref end.HasNext, ref end.HasAcked, ref end.HasRightEdge, ref end.HasFin);
        codec.Bits(
            ref end.FinHasAck, ref end.FinBeyondGap, ref end.FinFirstTransmissionMissing, ref end.FinAcked,
            ref end.AckedPeerFin, ref end.WentBeyondGap, ref end.SentData, ref end.Aborted);
        bool unusual = IsUnusual(end);
        codec.Bits(
            ref end.ClosedByOwnReset, ref end.Answered, ref end.UsesTimestamps, ref end.HasHopLimit, ref end.SawNonZeroIpId, ref end.TimeWait.Entered, ref unusual, ref end.ProbedLast);
        State(ref codec, ref end.State);
        codec.Octet(ref end.WindowScale);
        codec.Octet(ref end.HopLimit);
        PassNumbers(end, ref codec);
        PassFrames(track, end, ref codec);
        PassTimes(track, end, ref codec);
        PassCounts(end, ref codec);
        if (unusual)
        {
            PassUnusual(track, end, ref codec);
        }

        if (end.TimeWait.Entered)
        {
            Pass(track, end, ref end.TimeWait, ref codec);
        }
    }

    static void PassNumbers<TCodec>(EndpointTrack end, ref TCodec passed)
        where TCodec : struct, IFactCodec
    {
        TCodec codec = passed;
        Number(ref codec, ref end.Next, default);
        Number(ref codec, ref end.HighestAck, default);
        Number(ref codec, ref end.Isn, end.HasIsn ? end.Next : default);
        Number(ref codec, ref end.HighestAckSeq, end.Next);
        Number(ref codec, ref end.RightEdge, end.HighestAck);
        if (end.HasFin)
        {
            Number(ref codec, ref end.FinSeq, end.Next);
            Number(ref codec, ref end.FinAck, end.HighestAck);
        }

        if (end.AckedPeerFin)
        {
            Number(ref codec, ref end.AckedPeerFinSeq, end.Next);
        }

        if (end.WentBeyondGap)
        {
            Number(ref codec, ref end.GapStart, end.Next);
        }

        codec.Near(ref end.LastTsVal, 0);
        codec.Near(ref end.FlowLabel, 0);
        codec.Near(ref end.SynTsVal, end.HasIsn ? end.LastTsVal : 0);
        passed = codec;
    }

    static void PassFrames<TCodec>(ConnectionTrack track, EndpointTrack end, ref TCodec passed)
        where TCodec : struct, IFactCodec
    {
        TCodec codec = passed;
        Frame(ref codec, ref end.SynFrame, track.FirstFrame);
        Frame(ref codec, ref end.HighestAckFrame, track.FirstFrame);
        Frame(ref codec, ref end.FinFrame, track.FirstFrame);
        Frame(ref codec, ref end.FinAckedFrame, track.FirstFrame);
        Frame(ref codec, ref end.AckedPeerFinFrame, track.FirstFrame);
        Frame(ref codec, ref end.LastDataFrame, track.FirstFrame);
        passed = codec;
    }

    static void PassTimes<TCodec>(ConnectionTrack track, EndpointTrack end, ref TCodec passed)
        where TCodec : struct, IFactCodec
    {
        TCodec codec = passed;
        codec.Near(ref end.SynTimeNs, track.FirstTimeNs);
        codec.Near(ref end.FirstAckTimeNs, track.FirstTimeNs);
        codec.Near(ref end.HighestAckTimeNs, track.LastTimeNs);
        codec.Near(ref end.FinTimeNs, track.LastTimeNs);
        codec.Near(ref end.FinAckedTimeNs, track.LastTimeNs);
        codec.Near(ref end.LastDataTimeNs, track.LastTimeNs);
        codec.Near(ref end.LastTimeNs, track.LastTimeNs);
        passed = codec;
    }

    static void PassCounts<TCodec>(EndpointTrack end, ref TCodec passed)
        where TCodec : struct, IFactCodec
    {
        TCodec codec = passed;
        codec.Count(ref end.SynCount);
        codec.Count(ref end.Segments);
        codec.Count(ref end.PayloadBytes);
        passed = codec;
    }

    /// <summary>Anything that a connection without loss and without copies does not have.</summary>
    static bool IsUnusual(EndpointTrack end) =>
        (end.FinRetransmissions | end.PeerFinRetransmissionsAtGap | end.UnansweredProbes | end.UnansweredRetransmissions | end.EarlierUnanswered) != 0
        || (end.Retransmitted | end.DuplicateFrames) != 0
        || end.FinRetransmittedBeforeAck != default || end.BeyondGapFrame != default || end.StateBeforeOwnReset != default || end.Gaps.Any;

    static void PassUnusual<TCodec>(ConnectionTrack track, EndpointTrack end, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        codec.Count(ref end.FinRetransmissions);
        codec.Count(ref end.PeerFinRetransmissionsAtGap);
        codec.Count(ref end.UnansweredProbes);
        codec.Count(ref end.UnansweredRetransmissions);
        codec.Count(ref end.EarlierUnanswered);
        codec.Count(ref end.Retransmitted);
        codec.Count(ref end.DuplicateFrames);
        codec.Count(ref end.CopiesAtOneTap);
        Frame(ref codec, ref end.FinRetransmittedBeforeAck, track.FirstFrame);
        Frame(ref codec, ref end.BeyondGapFrame, track.FirstFrame);
        State(ref codec, ref end.StateBeforeOwnReset);
        end.Gaps.Pass(end.Next, ref codec);
    }

    static void Pass<TCodec>(ConnectionTrack track, EndpointTrack end, ref TimeWaitTrack timeWait, ref TCodec passed)
        where TCodec : struct, IFactCodec
    {
        TCodec codec = passed;
        bool none = false;
        codec.Bits(ref timeWait.ByOwnAck, ref timeWait.Killed, ref timeWait.Reused, ref timeWait.InDoubt, ref none, ref none, ref none, ref none);
        Frame(ref codec, ref timeWait.EnteredFrame, track.FirstFrame);
        Frame(ref codec, ref timeWait.EndedFrame, track.FirstFrame);
        codec.Near(ref timeWait.EnteredTimeNs, track.LastTimeNs);
        codec.Near(ref timeWait.EarliestTimeNs, timeWait.EnteredTimeNs);
        codec.Near(ref timeWait.RestartedTimeNs, timeWait.EnteredTimeNs);
        codec.Near(ref timeWait.EndedTimeNs, track.LastTimeNs);
        codec.Near(ref timeWait.EnteredTsVal, end.LastTsVal);
        codec.Count(ref timeWait.Restarts);
        passed = codec;
    }
}

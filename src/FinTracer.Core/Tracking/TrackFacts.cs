using static FinTracer.Tracking.FactCodecShapes;

namespace FinTracer.Tracking;

/// <summary>
/// Every fact of a <see cref="ConnectionTrack"/>, in one list: what must be carried when a connection is put away as a few hundred octets and taken out again.
/// Its last segments go apart (<see cref="RecentSegments.Pass"/>), since a verdict does not need them; RSTs and late segments are few and keep their own objects. A test holds that no field is missing here.
/// </summary>
static class TrackFacts
{
    /// <summary>
    /// More words than any connection's facts can take: at most three for each of some two hundred, and <see cref="RecentSegments.Limit"/> segments of eight facts, two of
    /// which can take three.
    /// </summary>
    public const int MaxWords = 4096;

    public static void Pass<TCodec>(ConnectionTrack track, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        codec.Near(ref track.FirstTimeNs, 0);
        Frame(ref codec, ref track.FirstFrame, default);
        codec.Near(ref track.LastTimeNs, track.FirstTimeNs);
        Frame(ref codec, ref track.LastFrame, track.FirstFrame);
        codec.Count(ref track.Id);
        codec.Count(ref track.Incarnation);
        bool idle = track.IdleBeforeCloseNs is not null;
        codec.Bits(
            ref track.InitiatorIsFirst, ref track.InitiatorKnown, ref track.Established, ref track.Challenged,
            ref track.OffloadedFromFirst, ref track.OffloadedFromSecond, ref track.Over, ref track.FinsComplete);
        bool none = false;
        codec.Bits(ref idle, ref track.Predecessor.Exists, ref none, ref none, ref none, ref none, ref none, ref none);
        codec.Near(ref track.CloseTimeNs, track.LastTimeNs);
        Frame(ref codec, ref track.OddSynFrame, track.FirstFrame);
        Frame(ref codec, ref track.NextLifeFrame, track.FirstFrame);
        long idleNs = track.IdleBeforeCloseNs ?? 0;
        codec.Near(ref idleNs, 0);
        track.IdleBeforeCloseNs = idle ? idleNs : null;
        EndpointFacts.Pass(track, track.First, ref codec);
        EndpointFacts.Pass(track, track.Second, ref codec);
        if (track.Predecessor.Exists)
        {
            Pass(track, ref track.Predecessor, ref codec);
        }
    }

    static void Pass<TCodec>(ConnectionTrack track, ref Predecessor old, ref TCodec codec)
        where TCodec : struct, IFactCodec
    {
        bool none = false;
        codec.Count(ref old.Incarnation);
        Frame(ref codec, ref old.FirstFrame, track.FirstFrame);
        Frame(ref codec, ref old.LastFrame, track.FirstFrame);
        codec.Near(ref old.EndTimeNs, track.FirstTimeNs);
        codec.Bits(
            ref old.First.HasNext, ref old.First.HasTimestamps, ref old.First.HeldTimeWait,
            ref old.Second.HasNext, ref old.Second.HasTimestamps, ref old.Second.HeldTimeWait, ref none, ref none);
        Number(ref codec, ref old.First.Next, track.First.Next);
        codec.Near(ref old.First.LastTsVal, track.First.LastTsVal);
        Number(ref codec, ref old.Second.Next, track.Second.Next);
        codec.Near(ref old.Second.LastTsVal, track.Second.LastTsVal);
    }
}

using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tracking;

/// <summary>
/// What is remembered of a four-tuple's earlier life while the next one lasts: enough to say how the tuple was taken over
/// and to recognise strays of the earlier life. One direction each for the endpoints in the order of the new connection.
/// </summary>
struct Predecessor
{
    public FrameId FirstFrame;
    public FrameId LastFrame;         // known once the new life has taken over, or both are reported
    public long EndTimeNs;
    public PredecessorEndpoint First;  // the endpoint that is the new connection's first
    public PredecessorEndpoint Second;
    public int Incarnation;
    public bool Exists;
}

/// <summary>One endpoint's last numbers in the earlier life.</summary>
struct PredecessorEndpoint
{
    public SequenceNumber Next;
    public uint LastTsVal;
    public bool HasNext;
    public bool HasTimestamps;
    public bool HeldTimeWait; // when the new SYN came
}

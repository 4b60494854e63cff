using FinTracer.Tracking;

namespace FinTracer;

/// <summary>A four-tuple that is being watched: the connection it has, and one that tries to take its place.</summary>
sealed class Flow
{
    public ConnectionTrack? Current;
    public ConnectionTrack? Attempt;
    public long Number;
    public int Slot;
    public bool Touched;
    public bool HasTombstone;
}

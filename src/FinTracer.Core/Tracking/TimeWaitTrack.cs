using FinTracer.Capture;

namespace FinTracer.Tracking;

/// <summary>The facts of one endpoint's TIME-WAIT. A part of its <see cref="EndpointTrack"/>, changed in place.</summary>
struct TimeWaitTrack
{
    public FrameId EnteredFrame;
    public long EnteredTimeNs;
    public long EarliestTimeNs;
    public long RestartedTimeNs;   // the last restart, or the entry
    public FrameId EndedFrame;
    public long EndedTimeNs;
    public uint EnteredTsVal;      // TSval of the holder when it entered
    public int Restarts;
    public bool Entered;
    public bool ByOwnAck;          // the entry shows in an ACK of the holder; else in an ACK that was on its way to it
    public bool InDoubt;           // the ACK that it shows in seems not to have arrived
    public bool Killed;            // a RST ended it
    public bool Reused;            // the four-tuple came back to life

    /// <summary>Runs at the time given, when its length is <paramref name="lengthNs"/>.</summary>
    public readonly bool RunsAt(long timeNs, long lengthNs) => HeldSinceNs is { } since && timeNs - since < lengthNs;

    /// <summary>When it began, or began again for the last time; null when it never did, or something other than time has ended it.</summary>
    public readonly long? HeldSinceNs => Entered && !Killed && !Reused ? RestartedTimeNs : null;

    public void Enter(FrameId frame, long timeNs, long earliestNs, uint tsVal, bool byOwnAck)
    {
        EnteredTsVal = tsVal;
        Entered = true;
        EnteredFrame = frame;
        EnteredTimeNs = RestartedTimeNs = timeNs;
        EarliestTimeNs = earliestNs;
        ByOwnAck = byOwnAck;
    }

    /// <summary>The entry shows in a later ACK, as the first seems not to have arrived; or that one did, late, and this one starts the timer again.</summary>
    public void EnterLater(FrameId frame, long timeNs, uint tsVal)
    {
        Enter(frame, timeNs, EarliestTimeNs, tsVal, byOwnAck: false);
        Restarts = 0;
        InDoubt = false;
    }

    public void Restart(long timeNs)
    {
        Restarts++;
        RestartedTimeNs = timeNs;
    }

    public void End(FrameId frame, long timeNs)
    {
        EndedFrame = frame;
        EndedTimeNs = timeNs;
    }
}

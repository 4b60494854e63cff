using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Everything of a <see cref="TimeWaitReport"/>, which documents it.</summary>
record struct TimeWaitFields
{
    public FrameId EnteredFrame;
    public FrameId EndedFrame;
    public long? EnteredTimeNs;
    public long? EarliestTimeNs;
    public long? LatestTimeNs;
    public long? EndedTimeNs;
    public long? ExpiresTimeNs;
    public long? ExpiresLatestTimeNs;
    public int Restarts;
    public Role Holder;
    public Confidence Confidence;
    public TimeWaitEnding Ended;
}

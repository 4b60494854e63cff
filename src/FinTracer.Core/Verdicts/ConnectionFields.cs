using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Everything of a <see cref="ConnectionReport"/>, which documents it.</summary>
record struct ConnectionFields
{
    public long Id;
    public int Incarnation;
    public Endpoint Initiator;
    public Endpoint Responder;
    public bool InitiatorKnown;
    public FrameId FirstFrame;
    public FrameId LastFrame;
    public long FirstTimeNs;
    public long LastTimeNs;
    public bool Established;
    public Vantage Vantage;
    public SenderCounts InitiatorSent;
    public SenderCounts ResponderSent;
    public CloseReport Close;
    public ShortList<TimeWaitReport> TimeWait;
    public IReadOnlyList<ResetReport> Resets;
    public int ResetCount;
    public IReadOnlyList<LateSegmentReport> LateSegments;
    public int LateSegmentCount;
    public TcpState InitiatorState;
    public TcpState ResponderState;
    public ReuseReport? Reuse;
    public FrameId NextLifeFrame;
    public bool Evicted;
    public int Revision;
    public bool Final;
}

using FinTracer.Capture;

namespace FinTracer.Tracking;

/// <summary>A segment that came after the close, and what it drew.</summary>
struct LateSegment
{
    public FrameId Frame;
    public long TimeNs;
    public bool FromFirst;
    public LateSegmentShape Shape;
    public long LateByNs;
    public FrameId AckFrame;
    public FrameId RstFrame;
}

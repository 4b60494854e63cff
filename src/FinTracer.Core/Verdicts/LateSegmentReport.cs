using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>A segment that came after the close.</summary>
/// <param name="Frame">The segment.</param>
/// <param name="TimeNs">When it was captured, nanoseconds since the epoch.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Kind">What it was.</param>
/// <param name="LateByNs">How long after the close, nanoseconds.</param>
/// <param name="Answer">What it drew.</param>
/// <param name="AnswerFrame">The answer; none when it drew nothing.</param>
public readonly record struct LateSegmentReport(
    FrameId Frame, long TimeNs, Role From, LateSegmentKind Kind, long LateByNs, LateSegmentAnswer Answer, FrameId AnswerFrame);

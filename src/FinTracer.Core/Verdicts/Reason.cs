using FinTracer.Capture;

namespace FinTracer.Verdicts;

/// <summary>One reason behind a verdict: a code, and the frame that shows it where one does. Words are the reporters' affair.</summary>
/// <param name="Code">What was seen, or is missing.</param>
/// <param name="Frame">Where; none when no single frame shows it.</param>
/// <param name="Value">A figure that belongs to it, as its code documents (nanoseconds, octets, a count); 0 when none.</param>
public readonly record struct Reason(ReasonCode Code, FrameId Frame = default, long Value = 0);

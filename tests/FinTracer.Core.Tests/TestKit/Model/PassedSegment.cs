namespace FinTracer.Tests.TestKit.Model;

/// <summary>A segment as it passed the tap.</summary>
public readonly record struct PassedSegment(ModelSegment Segment, long TimeNs, bool IsCaptured);

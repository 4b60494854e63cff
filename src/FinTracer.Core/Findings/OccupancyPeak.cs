namespace FinTracer.Findings;

/// <summary>The highest point of something held over time.</summary>
/// <param name="Held">The greatest number held at the end of a second; 0 when nothing ever outlived its second.</param>
/// <param name="TimeNs">Start of the first second in which it was reached, nanoseconds since the epoch; null when <paramref name="Held"/> is 0.</param>
public readonly record struct OccupancyPeak(long Held, long? TimeNs);

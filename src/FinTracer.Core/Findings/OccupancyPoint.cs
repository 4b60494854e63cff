namespace FinTracer.Findings;

/// <summary>One point of a curve of things held.</summary>
/// <param name="TimeNs">Start of a second, nanoseconds since the epoch.</param>
/// <param name="Held">How many were held at its end.</param>
public readonly record struct OccupancyPoint(long TimeNs, long Held);

namespace FinTracer.Findings;

/// <summary>A stretch of time in which many of something were held.</summary>
/// <param name="FromNs">End of the cell of time in which the peak was reached, nanoseconds since the epoch.</param>
/// <param name="UntilNs">Start of the cell at whose end fewer were held; null when that never came.</param>
/// <param name="BegunBefore">How many began up to <paramref name="FromNs"/>.</param>
/// <param name="BegunWithin">How many began in the stretch.</param>
internal readonly record struct OccupancyStretch(long FromNs, long? UntilNs, long BegunBefore, long BegunWithin);

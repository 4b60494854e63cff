namespace FinTracer.Findings;

/// <summary>Durations of about one length.</summary>
/// <param name="FromNs">The shortest that counts, nanoseconds.</param>
/// <param name="ToNs">The longest that counts, nanoseconds.</param>
/// <param name="Count">How many there were.</param>
public readonly record struct DurationBucket(long FromNs, long ToNs, long Count);

namespace FinTracer.Findings;

/// <summary>
/// What a set of durations looks like. <see cref="MinNs"/> and <see cref="MaxNs"/> are exact; the percentiles come from a histogram with
/// fixed buckets and are never too small and at most one part in sixteen too great. All in nanoseconds; null when there was none.
/// </summary>
/// <param name="Count">Durations measured.</param>
/// <param name="MinNs">The shortest.</param>
/// <param name="P50Ns">Half of them are not longer.</param>
/// <param name="P90Ns">Nine of ten are not longer.</param>
/// <param name="P99Ns">Ninety-nine of a hundred are not longer.</param>
/// <param name="MaxNs">The longest.</param>
public readonly record struct DurationSummary(long Count, long? MinNs, long? P50Ns, long? P90Ns, long? P99Ns, long? MaxNs);

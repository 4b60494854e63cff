using System.Collections.Generic;

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
public readonly record struct DurationSummary(long Count, long? MinNs, long? P50Ns, long? P90Ns, long? P99Ns, long? MaxNs)
{
    /// <summary>The histogram: the buckets that are not empty, the shortest durations first. Their bounds do not depend on the durations.</summary>
    public IReadOnlyList<DurationBucket> Buckets { get => field ?? []; init; }

    /// <summary>The histogram in at most so many rows that leave no gap: buckets put together by powers of two.</summary>
    /// <param name="rows">The most rows, from 1.</param>
    public IReadOnlyList<DurationBucket> Coarse(int rows) => DurationHistogram.Coarse(Buckets, rows);
}

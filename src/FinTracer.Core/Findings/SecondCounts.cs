using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>
/// How often something happened in each second. Capture time hardly ever goes back, so the second that was counted last is kept at hand and
/// goes to the table when another follows.
/// </summary>
internal struct SecondCounts
{
    const long NsPerSecond = 1_000_000_000;

    Dictionary<long, long>? _counts;
    long _second;
    long _pending;

    /// <summary>Counts one at a time in nanoseconds since the epoch.</summary>
    public void Add(long timeNs) => Add(SecondOf(timeNs), 1);

    public void MergeWith(in SecondCounts other)
    {
        if (other._counts is not null)
        {
            foreach ((long second, long count) in other._counts) { Add(second, count); }
        }
        if (other._pending > 0) { Add(other._second, other._pending); }
    }

    /// <summary>Adds the counts, times <paramref name="factor"/>, to those of a table by second.</summary>
    public readonly void AddTo(SortedDictionary<long, long> table, long factor = 1)
    {
        if (_counts is not null)
        {
            foreach ((long second, long count) in _counts) { table[second] = table.GetValueOrDefault(second) + (factor * count); }
        }
        if (_pending > 0) { table[_second] = table.GetValueOrDefault(_second) + (factor * _pending); }
    }

    /// <summary>The second of the epoch in which a time lies; before the epoch it is negative.</summary>
    public static long SecondOf(long timeNs) => timeNs >= 0 ? timeNs / NsPerSecond : -((-timeNs + NsPerSecond - 1) / NsPerSecond);

    void Add(long second, long count)
    {
        if (_pending > 0 && second != _second)
        {
            _counts ??= [];
            _counts[_second] = _counts.GetValueOrDefault(_second) + _pending;
            _pending = 0;
        }
        _second = second;
        _pending += count;
    }
}

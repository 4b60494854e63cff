using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>How often a value occurred.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">Occurrences; never 0 in a result.</param>
public readonly record struct Counted<T>(T Value, long Count)
    where T : struct, Enum;

/// <summary>Sums of what was counted.</summary>
public static class Counted
{
    /// <summary>Two counts together, in the order of the enumeration.</summary>
    public static IReadOnlyList<Counted<T>> Add<T>(IReadOnlyList<Counted<T>> left, IReadOnlyList<Counted<T>> right)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var sums = new SortedDictionary<T, long>();
        foreach ((T value, long count) in left) { sums[value] = count; }
        foreach ((T value, long count) in right) { sums[value] = sums.GetValueOrDefault(value) + count; }
        var added = new List<Counted<T>>(sums.Count);
        foreach ((T value, long count) in sums) { added.Add(new(value, count)); }
        return added;
    }
}

using System;
using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>
/// Occurrences of each member of an enumeration. Nothing is allocated before the first occurrence, because a scan of a
/// network leaves a great many services that were met once.
/// </summary>
internal sealed class Tally<T>
    where T : struct, Enum
{
    static readonly T[] Members = Enum.GetValues<T>();

    long[]? _counts;

    public void Add(T value) => Counts[Array.IndexOf(Members, value)]++;

    public void MergeWith(Tally<T> other)
    {
        if (other._counts is not { } others) { return; }
        for (int i = 0; i < others.Length; i++) { Counts[i] += others[i]; }
    }

    /// <summary>The members that occurred, in the order of the enumeration.</summary>
    public IReadOnlyList<Counted<T>> ToCounts()
    {
        if (_counts is null) { return []; }
        var counted = new List<Counted<T>>();
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] != 0) { counted.Add(new(Members[i], _counts[i])); }
        }
        return counted;
    }

    long[] Counts => _counts ??= new long[Members.Length];
}

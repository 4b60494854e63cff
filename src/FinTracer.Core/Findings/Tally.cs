using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace FinTracer.Findings;

/// <summary>
/// Occurrences of each member of an enumeration whose members are numbered from 0 on. Nothing is allocated before the first occurrence,
/// because a scan of a network leaves a great many services that were met once.
/// </summary>
internal struct Tally<T>
    where T : struct, Enum
{
    static readonly T[] Members = Enum.GetValues<T>();

    long[]? _counts;

    /// <summary>Counts <paramref name="value"/> once.</summary>
    public void Add(T value) => Counts[Unsafe.BitCast<T, int>(value)]++;

    /// <summary>How often <paramref name="value"/> occurred.</summary>
    public readonly long this[T value] => _counts is null ? 0 : _counts[Unsafe.BitCast<T, int>(value)];

    public void MergeWith(in Tally<T> other)
    {
        if (other._counts is not { } others) { return; }
        long[] counts = Counts;
        for (int i = 0; i < others.Length; i++) { counts[i] += others[i]; }
    }

    /// <summary>The members that occurred, in the order of the enumeration.</summary>
    public readonly IReadOnlyList<Counted<T>> ToCounts()
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

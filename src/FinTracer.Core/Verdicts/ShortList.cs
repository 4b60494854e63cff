using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FinTracer.Verdicts;

/// <summary>
/// An immutable list that seldom has more than one element: that one stands in the list itself, so that a report of a common connection is a single value and leaves the
/// collector nothing. Equal when the elements are.
/// </summary>
[CollectionBuilder(typeof(ShortList), nameof(ShortList.Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a list.")]
public struct ShortList<T> : IReadOnlyList<T>, IEquatable<ShortList<T>>
{
    T _first;
    T[]? _others;

    /// <summary>A list of one.</summary>
    public ShortList(T only)
    {
        _first = only;
        Count = 1;
    }

    internal ShortList(T first, T[] others)
    {
        _first = first;
        _others = others;
        Count = others.Length + 1;
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public readonly T this[int index] => (uint)index >= (uint)Count ? throw new ArgumentOutOfRangeException(nameof(index)) : index == 0 ? _first : _others![index - 1];

    /// <summary>Two lists are equal when their elements are, in the same order.</summary>
    public static bool operator ==(ShortList<T> left, ShortList<T> right) => left.Equals(right);

    /// <summary>See <see cref="op_Equality"/>.</summary>
    public static bool operator !=(ShortList<T> left, ShortList<T> right) => !left.Equals(right);

    /// <summary>This list and one more element behind it.</summary>
    public readonly ShortList<T> Append(T element) => Count == 0 ? new(element) : new(_first, [.. _others ?? [], element]);

    /// <summary>This list and one more element before it.</summary>
    public readonly ShortList<T> Prepend(T element) => Count == 0 ? new(element) : new(element, [_first, .. _others ?? []]);

    /// <summary>An element where it lies.</summary>
    [UnscopedRef]
    internal readonly ref readonly T At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return ref index == 0 ? ref _first : ref _others![index - 1];
    }

    /// <summary>Becomes a list of one element, all of which the caller sets where it lies.</summary>
    [UnscopedRef]
    internal ref T BecomeOne()
    {
        _others = null;
        Count = 1;
        return ref _first;
    }

    /// <summary>The elements in order.</summary>
    public readonly Enumerator GetEnumerator() => new(this);

    readonly IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public readonly bool Equals(ShortList<T> other)
        => Count == other.Count && EqualityComparer<T>.Default.Equals(_first, other._first) && _others.AsSpan().SequenceEqual(other._others);

    /// <inheritdoc/>
    public readonly override bool Equals(object? obj) => obj is ShortList<T> other && Equals(other);

    /// <inheritdoc/>
    public readonly override int GetHashCode() => HashCode.Combine(Count, _first);

    /// <summary>Goes through a list.</summary>
    public struct Enumerator(ShortList<T> list) : IEnumerator<T>
    {
        readonly ShortList<T> _list = list;
        int _at = -1;

        /// <inheritdoc/>
        public readonly T Current => _list[_at];

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_at < _list.Count;

        /// <inheritdoc/>
        public void Reset() => _at = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}

/// <summary>Makes lists of <see cref="ShortList{T}"/>.</summary>
public static class ShortList
{
    /// <summary>A list of these elements.</summary>
    public static ShortList<T> Create<T>(ReadOnlySpan<T> elements) => elements switch
    {
        [] => default,
        [var only] => new(only),
        [var first, .. var others] => new(first, others.ToArray()),
    };
}

using System;
using FinTracer.Segments;

namespace FinTracer.Flows;

/// <summary>
/// The four-tuple without a direction: both directions of a connection have the same key. Canonical: <see cref="Low"/> sorts before <see cref="High"/>.
/// </summary>
public readonly struct FlowKey : IEquatable<FlowKey>
{
    FlowKey(Endpoint low, Endpoint high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The endpoint that sorts first.</summary>
    public Endpoint Low { get; }

    /// <summary>The other endpoint.</summary>
    public Endpoint High { get; }

    /// <summary>The key of a segment, whichever way it went.</summary>
    public static FlowKey Of(in Segment segment)
    {
        Endpoint source = segment.Source;
        Endpoint destination = segment.Destination;
        return source < destination ? new FlowKey(source, destination) : new FlowKey(destination, source);
    }

    /// <inheritdoc/>
    public bool Equals(FlowKey other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public static bool operator ==(FlowKey left, FlowKey right) => left.Equals(right);

    public static bool operator !=(FlowKey left, FlowKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High); // seeded too, by the run time

    /// <summary>True when a segment, whichever way it went, belongs to this four-tuple.</summary>
    public bool Matches(in Segment segment) => IsBetween(segment.Source, segment.Destination);

    /// <summary>True when it is the four-tuple of these two, in whichever order.</summary>
    public bool IsBetween(in Endpoint one, in Endpoint other) => (one == Low && other == High) || (one == High && other == Low);

    /// <summary>
    /// A 64-bit hash under a seed. Addresses and ports are chosen by whoever sends packets, so tables use a secret seed;
    /// work that is divided between machines uses a fixed one.
    /// </summary>
    public ulong Hash(ulong seed) => Join(Low.Mix(seed), High.Mix(seed), seed);

    /// <summary>The hash of a segment's four-tuple, without making its key: the same both ways.</summary>
    public static ulong HashOf(in Segment segment, ulong seed) => Join(segment.Source.Mix(seed), segment.Destination.Mix(seed), seed);

    /// <summary>A sum, since the order must not matter, and a last round, since its lower bits choose the place in a table.</summary>
    static ulong Join(ulong one, ulong other, ulong seed) => Fold(one + other, seed ^ 0xE703_7ED1_A0B4_28DBUL);

    static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}

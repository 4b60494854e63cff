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
    public override int GetHashCode() => (int)Hash(0);

    /// <summary>
    /// A 64-bit hash under a seed. Addresses and ports are chosen by whoever sends packets, so tables use a secret seed;
    /// work that is divided between machines uses a fixed one.
    /// </summary>
    public ulong Hash(ulong seed)
    {
        // Two multiply-and-fold rounds in the manner of wyhash: the 128-bit product of secret-mixed halves, folded.
        ulong low = Fold((ulong)Low.Address ^ seed ^ 0x9E37_79B9_7F4A_7C15UL, (ulong)(Low.Address >> 64) ^ ((ulong)Low.Port << 48) ^ 0xD6E8_FEB8_6659_FD93UL);
        ulong high = Fold((ulong)High.Address ^ low ^ 0xA076_1D64_78BD_642FUL, (ulong)(High.Address >> 64) ^ ((ulong)High.Port << 48) ^ seed ^ 0xE703_7ED1_A0B4_28DBUL);
        return Fold(low ^ 0x8EBC_6AF0_9C88_C6E3UL, high ^ seed);
    }

    static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}

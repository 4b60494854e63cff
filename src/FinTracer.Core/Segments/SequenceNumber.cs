using System.Diagnostics;
using System.Globalization;

namespace FinTracer.Segments;

/// <summary>
/// A TCP sequence number: 32 bits, all arithmetic modulo 2^32 (RFC 9293 §3.4). Two numbers compare by their signed distance,
/// so an order is meaningful only within 2^31 of each other.
/// </summary>
[DebuggerDisplay("{Value}")]
public readonly record struct SequenceNumber(uint Value)
{
    /// <summary>Signed distance from <paramref name="right"/> to <paramref name="left"/>, in octets of sequence space.</summary>
    public static int operator -(SequenceNumber left, SequenceNumber right) => unchecked((int)(left.Value - right.Value));

    /// <summary>The number <paramref name="octets"/> further on (back, when negative).</summary>
    public static SequenceNumber operator +(SequenceNumber number, int octets) => new(unchecked(number.Value + (uint)octets));

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left - right < 0;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left - right > 0;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left - right <= 0;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left - right >= 0;

    /// <summary>The later of two numbers.</summary>
    public static SequenceNumber Max(SequenceNumber left, SequenceNumber right) => left >= right ? left : right;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace FinTracer.Capture;

/// <summary>
/// Where a frame stands in the input: which file, and its number in that file, counted from 1 as Wireshark counts.
/// Eight octets, so that evidence is cheap to keep; ordered by file, then by number.
/// </summary>
public readonly record struct FrameId(ulong Packed) : System.IComparable<FrameId>
{
    const int NumberBits = 44;

    /// <summary>Frame <paramref name="number"/> (1 to 2^44 - 1) of input file <paramref name="file"/> (0 to 2^20 - 1, in reading order).</summary>
    public FrameId(int file, long number)
        : this(((ulong)file << NumberBits) | (ulong)number)
    {
    }

    /// <summary>Index of the input file in reading order, from 0.</summary>
    public int File => (int)(Packed >> NumberBits);

    /// <summary>Frame number in its file, from 1; 0 stands for "no frame".</summary>
    public long Number => (long)(Packed & ((1UL << NumberBits) - 1));

    /// <summary>False for the default value, which names no frame.</summary>
    public bool IsSome => Number != 0;

    /// <inheritdoc/>
    public int CompareTo(FrameId other) => Packed.CompareTo(other.Packed);

    public static bool operator <(FrameId left, FrameId right) => left.Packed < right.Packed;

    public static bool operator >(FrameId left, FrameId right) => left.Packed > right.Packed;

    public static bool operator <=(FrameId left, FrameId right) => left.Packed <= right.Packed;

    public static bool operator >=(FrameId left, FrameId right) => left.Packed >= right.Packed;

    /// <inheritdoc/>
    public override string ToString() => File == 0
        ? Number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Number}");
}

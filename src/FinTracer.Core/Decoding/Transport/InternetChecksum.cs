using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FinTracer.Decoding.Transport;

/// <summary>
/// The one's-complement sum of RFC 1071. It does not care in which byte order words are added up, so octets are added
/// as wide native words and the result is turned round once at the end.
/// </summary>
internal static class InternetChecksum
{
    const int BlockLength = 64;

    /// <summary>Sum of all 16-bit big-endian words of <paramref name="octets"/>, an odd last octet padded with zero; folded to 16 bits.</summary>
    public static ushort Sum(ReadOnlySpan<byte> octets)
    {
        ushort folded = Fold(SumNative(octets));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }

    /// <summary>
    /// True when octets that hold a checksum, and <paramref name="more"/> words that stand elsewhere (added up, 0 to 65,535), sum up as they must: to nothing but ones. That needs
    /// no turning round, but of what is given as a number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRight(ReadOnlySpan<byte> octets, uint more) =>
        Fold(SumNative(octets) + (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)more) : more)) == ushort.MaxValue;

    /// <summary>Adds the carries back in until 16 bits are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Fold(ulong sum)
    {
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }

    /// <summary>The sum of words in the byte order of the machine, not folded.</summary>
    static ulong SumNative(ReadOnlySpan<byte> octets)
    {
        ulong sum = 0; // of 32-bit words: room for 2^32 of them
        if (Vector128.IsHardwareAccelerated && octets.Length >= BlockLength)
        {
            sum = Vector256.IsHardwareAccelerated ? SumWideBlocks(octets) : SumBlocks(octets);
            octets = octets[(octets.Length & -BlockLength)..];
        }
        if (Vector256.IsHardwareAccelerated && octets.Length >= 32)
        {
            Vector256<ulong> words = Vector256.Create(octets).AsUInt64(); // of the first 32
            sum += Vector256.Sum((words & Vector256.Create(0xFFFF_FFFFUL)) + (words >>> 32));
            octets = octets[32..];
        }
        while (octets.Length >= 8)
        {
            ulong words = BitConverter.ToUInt64(octets);
            sum += (words & 0xFFFF_FFFF) + (words >> 32);
            octets = octets[8..];
        }
        if (octets.Length >= 4)
        {
            sum += BitConverter.ToUInt32(octets);
            octets = octets[4..];
        }
        if (octets.Length >= 2)
        {
            sum += BitConverter.ToUInt16(octets);
            octets = octets[2..];
        }
        if (!octets.IsEmpty)
        {
            sum += BitConverter.IsLittleEndian ? octets[0] : (uint)octets[0] << 8;
        }
        return sum;
    }

    /// <summary>The sum of the whole blocks at the front. Each 64-bit lane gathers 32-bit words, so no carry is lost.</summary>
    internal static ulong SumWideBlocks(ReadOnlySpan<byte> octets)
    {
        Vector256<ulong> low = Vector256.Create(0xFFFF_FFFFUL);
        Vector256<ulong> sum = Vector256<ulong>.Zero;
        Vector256<ulong> more = Vector256<ulong>.Zero;
        do
        {
            Vector256<ulong> a = Vector256.Create(octets[..32]).AsUInt64();
            Vector256<ulong> b = Vector256.Create(octets[32..64]).AsUInt64();
            sum += (a & low) + (a >>> 32);
            more += (b & low) + (b >>> 32);
            octets = octets[BlockLength..];
        }
        while (octets.Length >= BlockLength);
        return Vector256.Sum(sum + more);
    }

    /// <summary>
    /// The same for processors whose vectors are not as long: four sums at once keep them as busy.
    /// </summary>
    internal static ulong SumBlocks(ReadOnlySpan<byte> octets)
    {
        Vector128<ulong> low = Vector128.Create(0xFFFF_FFFFUL);
        Vector128<ulong> evenWords = Vector128<ulong>.Zero;
        Vector128<ulong> oddWords = Vector128<ulong>.Zero;
        Vector128<ulong> moreEvenWords = Vector128<ulong>.Zero;
        Vector128<ulong> moreOddWords = Vector128<ulong>.Zero;
        while (octets.Length >= BlockLength)
        {
            Vector128<ulong> a = Vector128.Create(octets[..16]).AsUInt64();
            Vector128<ulong> b = Vector128.Create(octets[16..32]).AsUInt64();
            Vector128<ulong> c = Vector128.Create(octets[32..48]).AsUInt64();
            Vector128<ulong> d = Vector128.Create(octets[48..64]).AsUInt64();
            evenWords += (a & low) + (b & low);
            oddWords += (a >>> 32) + (b >>> 32);
            moreEvenWords += (c & low) + (d & low);
            moreOddWords += (c >>> 32) + (d >>> 32);
            octets = octets[BlockLength..];
        }
        return Vector128.Sum(evenWords + oddWords + moreEvenWords + moreOddWords);
    }
}

using System;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace FinTracer.Decoding.Transport;

/// <summary>
/// The one's-complement sum of RFC 1071. It does not care in which byte order words are added up, so octets are added
/// as wide native words and the result is turned round once at the end.
/// </summary>
internal static class InternetChecksum
{
    /// <summary>Sum of all 16-bit big-endian words of <paramref name="octets"/>, an odd last octet padded with zero; folded to 16 bits.</summary>
    public static ushort Sum(ReadOnlySpan<byte> octets)
    {
        ulong sum = 0; // of 32-bit words: room for 2^32 of them
        if (Vector256.IsHardwareAccelerated && octets.Length >= 64)
        {
            sum = SumBlocks(ref octets);
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
        if (!octets.IsEmpty)
        {
            Span<byte> last = stackalloc byte[4];
            last.Clear();
            octets.CopyTo(last);
            sum += BitConverter.ToUInt32(last);
        }
        ushort folded = Fold(sum);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(folded) : folded;
    }

    /// <summary>Adds the carries back in until 16 bits are left.</summary>
    public static ushort Fold(ulong sum)
    {
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }

    /// <summary>Takes blocks of 64 octets off the front. Each 64-bit lane gathers 32-bit words, so no carry is lost.</summary>
    static ulong SumBlocks(ref ReadOnlySpan<byte> octets)
    {
        Vector256<ulong> low = Vector256.Create(0xFFFF_FFFFUL);
        Vector256<ulong> evenWords = Vector256<ulong>.Zero;
        Vector256<ulong> oddWords = Vector256<ulong>.Zero;
        while (octets.Length >= 64)
        {
            Vector256<ulong> first = Vector256.Create(octets[..32]).AsUInt64();
            Vector256<ulong> second = Vector256.Create(octets[32..64]).AsUInt64();
            evenWords += (first & low) + (second & low);
            oddWords += (first >>> 32) + (second >>> 32);
            octets = octets[64..];
        }
        return Vector256.Sum(evenWords + oddWords);
    }
}

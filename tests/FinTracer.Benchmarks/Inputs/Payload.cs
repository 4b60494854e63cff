using System;
using System.Text;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>The octets that every data segment carries, with the sums of their beginnings: a checksum costs the same for any length.</summary>
internal static class Payload
{
    /// <summary>The longest payload of one frame, octets.</summary>
    public const int MaxLength = 16_384;

    static readonly byte[] Octets = Fill();
    static readonly ulong[] Sums = SumUp();

    /// <summary>The first <paramref name="length"/> octets.</summary>
    public static ReadOnlySpan<byte> First(int length) => Octets.AsSpan(0, length);

    /// <summary>Their sum as big-endian 16-bit words (RFC 1071); an odd last octet counts as the upper half of a word.</summary>
    public static ulong SumOf(int length) => Sums[length / 2] + (length % 2 == 0 ? 0UL : (ulong)Octets[length - 1] << 8);

    static byte[] Fill()
    {
        byte[] line = Encoding.ASCII.GetBytes("GET /index.html HTTP/1.0 the quick brown fox jumps over the lazy dog 0123456789\r\n");
        byte[] octets = new byte[MaxLength];
        for (int i = 0; i < octets.Length; i++)
        {
            octets[i] = line[i % line.Length];
        }

        return octets;
    }

    static ulong[] SumUp()
    {
        ulong[] sums = new ulong[(MaxLength / 2) + 1];
        for (int i = 0; i < MaxLength / 2; i++)
        {
            sums[i + 1] = sums[i] + ((ulong)Octets[2 * i] << 8) + Octets[(2 * i) + 1];
        }

        return sums;
    }
}

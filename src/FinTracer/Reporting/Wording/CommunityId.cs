using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using FinTracer.Segments;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// Community ID, version 1 with seed 0: the name that other tools give the same four-tuple. SHA-1 over seed, lower endpoint's address,
/// the other's, protocol, a zero octet and the ports in the same order.
/// </summary>
static class CommunityId
{
    /// <summary>Length of every identifier: <c>1:</c> and 28 characters of base64.</summary>
    public const int Length = 30;

    const byte Tcp = 6;

    /// <summary>Writes the identifier; returns what was written into <paramref name="buffer"/> (at least <see cref="Length"/>).</summary>
    public static ReadOnlySpan<byte> Format(Endpoint one, Endpoint other, Span<byte> buffer)
    {
        (Endpoint low, Endpoint high) = one <= other ? (one, other) : (other, one);
        Span<byte> hashed = stackalloc byte[2 + 16 + 16 + 2 + 4];
        int length = 2; // the seed, zero
        length += WriteAddress(low, hashed[length..]);
        length += WriteAddress(high, hashed[length..]);
        hashed[length++] = Tcp;
        hashed[length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(hashed[length..], low.Port);
        BinaryPrimitives.WriteUInt16BigEndian(hashed[(length + 2)..], high.Port);
        length += 4;

        Span<byte> hash = stackalloc byte[Sha1Block.HashLength];
        Sha1Block.Hash(hashed[..length], hash);
        "1:"u8.CopyTo(buffer);
        Base64.EncodeToUtf8(hash, buffer[2..], out _, out int written);
        return buffer[..(2 + written)];
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(Endpoint one, Endpoint other)
    {
        Span<byte> buffer = stackalloc byte[Length];
        return System.Text.Encoding.ASCII.GetString(Format(one, other, buffer));
    }

    static int WriteAddress(Endpoint endpoint, Span<byte> destination)
    {
        if (endpoint.IsIpv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)endpoint.Address);
            return 4;
        }
        BinaryPrimitives.WriteUInt128BigEndian(destination, endpoint.Address);
        return 16;
    }
}

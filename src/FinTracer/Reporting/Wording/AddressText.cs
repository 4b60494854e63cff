using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer.Reporting.Wording;

/// <summary>Addresses as text without an object in between: dotted quads, and IPv6 in the one form of RFC 5952 §4.</summary>
static class AddressText
{
    /// <summary>Room for the longest address.</summary>
    public const int MaxLength = 39;

    /// <summary>Writes <paramref name="address"/>; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(UInt128 address, Span<byte> buffer)
    {
        return new Endpoint(address, 0).IsIpv4 ? FormatIpv4((uint)address, buffer) : FormatIpv6(address, buffer);
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(UInt128 address)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(Format(address, buffer));
    }

    /// <summary><c>10.0.0.1:80</c> or <c>[2001:db8::1]:80</c>.</summary>
    public static string ToText(Endpoint endpoint) => endpoint.IsIpv4
        ? string.Create(CultureInfo.InvariantCulture, $"{ToText(endpoint.Address)}:{endpoint.Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{ToText(endpoint.Address)}]:{endpoint.Port}");

    /// <summary>Two numbers in one register, each with a point behind it; the last point is left out again.</summary>
    static ReadOnlySpan<byte> FormatIpv4(uint address, Span<byte> buffer)
    {
        ulong first = WithPoint(address >> 24, out int firstLength), second = WithPoint((address >> 16) & 0xFF, out int secondLength);
        ulong third = WithPoint((address >> 8) & 0xFF, out int thirdLength), fourth = WithPoint(address & 0xFF, out int fourthLength);
        int half = firstLength + secondLength;
        BinaryPrimitives.WriteUInt64LittleEndian(buffer, first | (second << (8 * firstLength)));
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[half..], third | (fourth << (8 * thirdLength)));
        return buffer[..(half + thirdLength + fourthLength - 1)];
    }

    /// <summary>The digits of <paramref name="number"/> (below 256) and a point, the first in the lowest octet; leading zeros are shifted out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint WithPoint(uint number, out int length)
    {
        const uint Zeros = 0x2E_30_30_30; // '0' three times and '.'
        uint hundreds = (number * 41) >> 12, below = number - (100 * hundreds); // by multiplication, exact for numbers this small
        uint tens = (below * 103) >> 10;
        uint digits = hundreds | (tens << 8) | ((below - (10 * tens)) << 16);
        length = number < 10 ? 2 : number < 100 ? 3 : 4;
        return (digits + Zeros) >> (32 - (8 * length));
    }

    static ReadOnlySpan<byte> FormatIpv6(UInt128 address, Span<byte> buffer)
    {
        (int zeros, int zerosEnd) = LongestRunOfZeros(address);
        int length = 0;
        for (int group = 0; group < 8; group++)
        {
            if (group == zeros)
            {
                buffer[length++] = (byte)':';
                buffer[length++] = (byte)':';
                group = zerosEnd - 1;
                continue;
            }
            if (group > 0 && group != zerosEnd) { buffer[length++] = (byte)':'; }
            GroupOf(address, group).TryFormat(buffer[length..], out int written, "x", CultureInfo.InvariantCulture);
            length += written;
        }
        return buffer[..length];
    }

    /// <summary>The longest run of at least two zero groups, the first of equals (RFC 5952 §4.2); (-1, -1) when there is none.</summary>
    static (int Start, int End) LongestRunOfZeros(UInt128 address)
    {
        (int Start, int End) longest = (-1, -1);
        int start = 0;
        for (int group = 0; group <= 8; group++)
        {
            if (group < 8 && GroupOf(address, group) == 0) { continue; }
            if (group - start > Math.Max(longest.End - longest.Start, 1)) { longest = (start, group); }
            start = group + 1;
        }
        return longest;
    }

    static ushort GroupOf(UInt128 address, int group) => (ushort)(address >> (112 - (16 * group)));
}

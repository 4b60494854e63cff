using System;
using System.Buffers.Text;
using System.Globalization;
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
        int length = 0;
        if (new Endpoint(address, 0).IsIpv4)
        {
            for (int shift = 24; shift >= 0; shift -= 8)
            {
                Utf8Formatter.TryFormat((byte)(address >> shift), buffer[length..], out int written);
                length += written;
                if (shift > 0) { buffer[length++] = (byte)'.'; }
            }
            return buffer[..length];
        }
        return FormatIpv6(address, buffer);
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

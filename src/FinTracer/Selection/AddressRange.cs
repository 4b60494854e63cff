using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FinTracer.Segments;

namespace FinTracer.Selection;

/// <summary>One address, or the addresses of a network, in the form of <see cref="Endpoint.Address"/>.</summary>
/// <param name="First">The first, itself included.</param>
/// <param name="Last">The last, itself included.</param>
readonly record struct AddressRange(UInt128 First, UInt128 Last)
{
    const int Bits = 128;

    public bool Contains(UInt128 address) => address >= First && address <= Last;

    /// <summary>Reads <c>10.0.0.1</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>, <c>[::1]</c>; bits behind the prefix do not matter.</summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string host = (slash < 0 ? text : text[..slash]).TrimStart('[').TrimEnd(']');
        if (!host.AsSpan().ContainsAny('.', ':') || !IPAddress.TryParse(host, out IPAddress? address)) { return false; }
        int longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : Bits;
        int prefix = longest;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= longest)) { return false; }
        Span<byte> octets = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(octets);
        int free = longest - prefix;
        UInt128 mask = free == Bits ? UInt128.MaxValue : (UInt128.One << free) - 1;
        range = new(value & ~mask, value | mask);
        return true;
    }
}

using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace FinTracer.Segments;

/// <summary>
/// Address and port of one end of a connection. IPv4 addresses are held as IPv4-mapped IPv6 (::ffff:a.b.c.d, RFC 4291 §2.5.5.2),
/// so that one value type serves both families without an object.
/// </summary>
public readonly record struct Endpoint(UInt128 Address, ushort Port) : IComparable<Endpoint>
{
    static readonly UInt128 MappedPrefix = new(0, 0x0000_FFFF_0000_0000);

    /// <summary>The endpoint of an IPv4 address given in host byte order.</summary>
    public static Endpoint FromIpv4(uint address, ushort port) => new(new UInt128(0, 0x0000_FFFF_0000_0000UL | address), port);

    /// <summary>True for an IPv4 address.</summary>
    public bool IsIpv4 => (Address >> 32) == (MappedPrefix >> 32);

    /// <summary>The address as the framework's type; allocates, for reports only.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Address);
        return IsIpv4 ? new IPAddress(octets[12..]) : new IPAddress(octets);
    }

    /// <summary>Order by address, then by port: only to give a four-tuple one canonical form.</summary>
    public int CompareTo(Endpoint other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Port.CompareTo(other.Port);
    }

    /// <summary><c>10.0.0.1:80</c> or <c>[2001:db8::1]:80</c>.</summary>
    public override string ToString() => IsIpv4
        ? string.Create(CultureInfo.InvariantCulture, $"{ToIPAddress()}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{ToIPAddress()}]:{Port}");

    public static bool operator <(Endpoint left, Endpoint right) => left.CompareTo(right) < 0;

    public static bool operator >(Endpoint left, Endpoint right) => left.CompareTo(right) > 0;

    public static bool operator <=(Endpoint left, Endpoint right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Endpoint left, Endpoint right) => left.CompareTo(right) >= 0;
}

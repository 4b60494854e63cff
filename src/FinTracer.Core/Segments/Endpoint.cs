using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace FinTracer.Segments;

/// <summary>
/// Address and port of one end of a connection. IPv4 addresses are held as IPv4-mapped IPv6 (::ffff:a.b.c.d, RFC 4291 §2.5.5.2),
/// so that one value type serves both families without an object.
/// </summary>
public readonly record struct Endpoint : IComparable<Endpoint>
{
    const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    // Two halves instead of one UInt128, which the run time lays out on 16 octets: an endpoint is 24 octets instead of 32, and there are two in every segment.
    readonly ulong _high;
    readonly ulong _low;

    /// <summary>An endpoint.</summary>
    public Endpoint(UInt128 address, ushort port)
        : this((ulong)(address >> 64), (ulong)address, port)
    {
    }

    Endpoint(ulong high, ulong low, ushort port)
    {
        _high = high;
        _low = low;
        Port = port;
    }

    /// <summary>The address, the first octet in the highest bits.</summary>
    public UInt128 Address => new(_high, _low);

    /// <summary>The port.</summary>
    public ushort Port { get; }

    /// <summary>The endpoint of an IPv4 address given in host byte order.</summary>
    public static Endpoint FromIpv4(uint address, ushort port) => new(0, MappedPrefix | address, port);

    /// <summary>True for an IPv4 address.</summary>
    public bool IsIpv4 => _high == 0 && _low >> 32 == MappedPrefix >> 32;

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
        int order = _high.CompareTo(other._high);
        order = order != 0 ? order : _low.CompareTo(other._low);
        return order != 0 ? order : Port.CompareTo(other.Port);
    }

    /// <inheritdoc/>
    public bool Equals(Endpoint other) => ((_high ^ other._high) | (_low ^ other._low) | (uint)(Port ^ other.Port)) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low, Port);

    /// <summary>
    /// Mixes the endpoint under a seed, in the manner of wyhash: the 128-bit product of secret-mixed halves, folded, and the port in a round of its own. Laid over
    /// the address, a port could be made up for by it, and under one seed as under another; so could one half by the other if both met the same secret.
    /// </summary>
    internal ulong Mix(ulong seed)
    {
        ulong other = BitOperations.RotateLeft(seed, 32);
        ulong address = Fold(_low ^ seed ^ 0x9E37_79B9_7F4A_7C15UL, _high ^ other ^ 0xD6E8_FEB8_6659_FD93UL);
        return Fold(address ^ 0xA076_1D64_78BD_642FUL, Port ^ other ^ 0xE703_7ED1_A0B4_28DBUL);
    }

    static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
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

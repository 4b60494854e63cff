using System;
using System.Collections.Generic;

namespace FinTracer.Core.Tests.Capture;

/// <summary>Builds pcapng files block by block, sound ones and odd ones.</summary>
public sealed class PcapngBuilder
{
    readonly List<byte> _out = [];
    bool _bigEndian;

    public int Length => _out.Count;

    public byte[] ToArray() => [.. _out];

    public static byte[] Option(bool bigEndian, int code, ReadOnlySpan<byte> value) =>
        new OctetWriter(bigEndian).UInt16(code).UInt16(value.Length).Octets(value).PadTo(4).ToArray();

    public PcapngBuilder Section(bool bigEndian = false, int major = 1, ulong sectionLength = ulong.MaxValue)
    {
        _bigEndian = bigEndian;
        return Block(0x0a0d0d0a, Body().UInt32(0x1a2b3c4d).UInt16(major).UInt16(0).UInt64(sectionLength).ToArray());
    }

    public PcapngBuilder Interface(int linkType = 1, uint snapLength = 0, byte? resolution = null, long? offsetSeconds = null, string? name = null)
    {
        OctetWriter body = Body().UInt16(linkType).UInt16(0).UInt32(snapLength);
        if (name is not null)
        {
            body.Octets(Option(_bigEndian, 2, System.Text.Encoding.UTF8.GetBytes(name)));
        }
        if (resolution is { } r)
        {
            body.Octets(Option(_bigEndian, 9, [r]));
        }
        if (offsetSeconds is { } seconds)
        {
            body.Octets(Option(_bigEndian, 14, Body().UInt64(unchecked((ulong)seconds)).ToArray()));
        }
        return Block(1, body.UInt32(0).ToArray());
    }

    public PcapngBuilder Enhanced(uint interfaceId, ulong units, ReadOnlySpan<byte> data, uint? wire = null, uint? captured = null, byte[]? options = null) =>
        Block(6, Body().UInt32(interfaceId).UInt32((uint)(units >> 32)).UInt32((uint)units).UInt32(captured ?? (uint)data.Length)
            .UInt32(wire ?? (uint)data.Length).Octets(data).PadTo(4).Octets(options ?? []).ToArray());

    public PcapngBuilder Obsolete(int interfaceId, int drops, ulong units, ReadOnlySpan<byte> data) =>
        Block(2, Body().UInt16(interfaceId).UInt16(drops).UInt32((uint)(units >> 32)).UInt32((uint)units).UInt32((uint)data.Length)
            .UInt32((uint)data.Length).Octets(data).PadTo(4).ToArray());

    public PcapngBuilder Simple(ReadOnlySpan<byte> data, uint? wire = null) =>
        Block(3, Body().UInt32(wire ?? (uint)data.Length).Octets(data).PadTo(4).ToArray());

    public PcapngBuilder Statistics(uint interfaceId, ulong? interfaceDrops, ulong? systemDrops)
    {
        OctetWriter body = Body().UInt32(interfaceId).UInt32(0).UInt32(0);
        if (interfaceDrops is { } a)
        {
            body.Octets(Option(_bigEndian, 5, Body().UInt64(a).ToArray()));
        }
        if (systemDrops is { } b)
        {
            body.Octets(Option(_bigEndian, 7, Body().UInt64(b).ToArray()));
        }
        return Block(5, body.UInt32(0).ToArray());
    }

    public PcapngBuilder Block(uint type, ReadOnlySpan<byte> body, uint? length = null, uint? trailer = null)
    {
        uint whole = (uint)body.Length + 12;
        _out.AddRange(Body().UInt32(type).UInt32(length ?? whole).Octets(body).UInt32(trailer ?? whole).ToArray());
        return this;
    }

    public PcapngBuilder Octets(ReadOnlySpan<byte> octets)
    {
        _out.AddRange(octets);
        return this;
    }

    public OctetWriter Body() => new(_bigEndian);
}

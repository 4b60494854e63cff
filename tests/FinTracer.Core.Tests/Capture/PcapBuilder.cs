using System;

namespace FinTracer.Core.Tests.Capture;

/// <summary>Builds pcap files octet by octet, sound ones and odd ones.</summary>
public sealed class PcapBuilder
{
    readonly OctetWriter _out;
    readonly int _extraRecordHeader;

    public PcapBuilder(uint magic = 0xa1b2c3d4, bool bigEndian = false, uint snapLength = 262_144, uint linkType = 1, int major = 2, int minor = 4)
    {
        _out = new(bigEndian);
        _out.UInt32(magic).UInt16(major).UInt16(minor).UInt32(0).UInt32(0).UInt32(snapLength).UInt32(linkType);
        if (magic is 0x1c0001ac or 0x1c0001ab)
        {
            _out.UInt32(0);
        }
        _extraRecordHeader = magic == 0xa1b2cd34 ? 8 : 0;
    }

    public int Length => _out.Length;

    public PcapBuilder Record(uint seconds, uint fraction, ReadOnlySpan<byte> data, uint? wire = null, uint? captured = null)
    {
        _out.UInt32(seconds).UInt32(fraction).UInt32(captured ?? (uint)data.Length).UInt32(wire ?? (uint)data.Length);
        _out.Octets(new byte[_extraRecordHeader]).Octets(data);
        return this;
    }

    public PcapBuilder Octets(ReadOnlySpan<byte> octets)
    {
        _out.Octets(octets);
        return this;
    }

    public byte[] ToArray() => _out.ToArray();
}

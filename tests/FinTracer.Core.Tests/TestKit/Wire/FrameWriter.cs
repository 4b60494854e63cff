using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Tests.TestKit.Wire;

/// <summary>Writes a segment as the octets of a frame, checksums included, so that any tool can read what a script says.</summary>
public static class FrameWriter
{
    const int Ipv4HeaderLength = 20;
    const int Ipv6HeaderLength = 40;

    /// <summary>The frame of a segment on Ethernet (with a VLAN tag when <paramref name="vlan"/> is not 0), cooked or raw links.</summary>
    public static byte[] Write(in Segment segment, LinkType link = LinkType.Ethernet, int vlan = 0)
    {
        var ip = WriteIp(segment, WriteTcp(segment));
        ushort etherType = segment.Source.IsIpv4 ? (ushort)0x0800 : (ushort)0x86DD;
        byte[] header = link switch
        {
            LinkType.Ethernet when vlan == 0 => [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, .. Big16(etherType)],
            LinkType.Ethernet => [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x81, 0, .. Big16((ushort)vlan), .. Big16(etherType)],
            LinkType.LinuxSll => [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, .. Big16(etherType)],
            LinkType.LinuxSll2 => [.. Big16(etherType), 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0],
            LinkType.Raw => [],
            _ => throw new ArgumentOutOfRangeException(nameof(link), link, "No writer for this link type."),
        };
        return [.. header, .. ip];
    }

    /// <summary>A UDP datagram between other hosts: lets the capture's clock run on without touching any connection.</summary>
    public static byte[] WriteClockFrame()
    {
        byte[] ip = [0x45, 0, 0, 28, 0, 1, 0x40, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, 0x13, 0x88, 0x13, 0x88, 0, 8, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(10), Checksum(0, ip.AsSpan(0, 20)));
        return [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, .. ip];
    }

    static byte[] WriteTcp(in Segment segment)
    {
        var options = Options(segment);
        int headerLength = 20 + options.Count;
        var tcp = new byte[headerLength + segment.PayloadLength];
        BinaryPrimitives.WriteUInt16BigEndian(tcp, segment.Source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(2), segment.Destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp.AsSpan(4), segment.Seq.Value);
        BinaryPrimitives.WriteUInt32BigEndian(tcp.AsSpan(8), segment.Ack.Value);
        tcp[12] = (byte)(headerLength / 4 << 4);
        tcp[13] = (byte)segment.Control;
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(14), segment.Window);
        options.CopyTo(tcp, 20);
        tcp.AsSpan(headerLength).Fill((byte)'x');
        BinaryPrimitives.WriteUInt16BigEndian(tcp.AsSpan(16), Checksum(PseudoHeader(segment, tcp.Length), tcp));
        return tcp;
    }

    static List<byte> Options(in Segment segment)
    {
        List<byte> options = [];
        if (segment.Mss != 0)
        {
            options.AddRange([2, 4, .. Big16(segment.Mss)]);
        }

        if (segment.Has(SegmentTraits.HasWindowScale))
        {
            options.AddRange([1, 3, 3, segment.WindowScale]);
        }

        if (segment.Has(SegmentTraits.SackPermitted))
        {
            options.AddRange([1, 1, 4, 2]);
        }

        if (segment.Has(SegmentTraits.HasTimestamps))
        {
            options.AddRange([1, 1, 8, 10, .. Big32(segment.TsVal), .. Big32(segment.TsEcr)]);
        }

        if (segment.Has(SegmentTraits.HasSack))
        {
            options.AddRange([1, 1, 5, 10, .. Big32((segment.SackRightEdge + -1).Value), .. Big32(segment.SackRightEdge.Value)]);
        }

        return options;
    }

    static byte[] WriteIp(in Segment segment, byte[] tcp)
    {
        if (!segment.Source.IsIpv4)
        {
            var ipv6 = new byte[Ipv6HeaderLength + tcp.Length];
            BinaryPrimitives.WriteUInt32BigEndian(ipv6, 0x6000_0000 | ((uint)segment.TrafficClass << 20) | segment.FlowLabel);
            BinaryPrimitives.WriteUInt16BigEndian(ipv6.AsSpan(4), (ushort)tcp.Length);
            (ipv6[6], ipv6[7]) = (6, segment.HopLimit);
            BinaryPrimitives.WriteUInt128BigEndian(ipv6.AsSpan(8), segment.Source.Address);
            BinaryPrimitives.WriteUInt128BigEndian(ipv6.AsSpan(24), segment.Destination.Address);
            tcp.CopyTo(ipv6, Ipv6HeaderLength);
            return ipv6;
        }

        var ip = new byte[Ipv4HeaderLength + tcp.Length];
        (ip[0], ip[1], ip[6], ip[8], ip[9]) = (0x45, segment.TrafficClass, 0x40, segment.HopLimit, 6);
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(2), (ushort)ip.Length);
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(4), segment.IpId);
        BinaryPrimitives.WriteUInt32BigEndian(ip.AsSpan(12), (uint)segment.Source.Address);
        BinaryPrimitives.WriteUInt32BigEndian(ip.AsSpan(16), (uint)segment.Destination.Address);
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(10), Checksum(0, ip.AsSpan(0, Ipv4HeaderLength)));
        tcp.CopyTo(ip, Ipv4HeaderLength);
        return ip;
    }

    static uint PseudoHeader(in Segment segment, int tcpLength)
    {
        uint sum = 6 + (uint)tcpLength;
        foreach (var address in (ReadOnlySpan<UInt128>)[segment.Source.Address, segment.Destination.Address])
        {
            // An IPv4 address counts without its mapped prefix.
            for (int shift = segment.Source.IsIpv4 ? 16 : 112; shift >= 0; shift -= 16)
            {
                sum += (ushort)(address >> shift);
            }
        }

        return sum;
    }

    /// <summary>The Internet checksum (RFC 1071).</summary>
    static ushort Checksum(uint sum, ReadOnlySpan<byte> octets)
    {
        for (int i = 0; i + 1 < octets.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets[i..]);
        }

        if (octets.Length % 2 != 0)
        {
            sum += (uint)octets[^1] << 8;
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    static byte[] Big16(ushort value) => [(byte)(value >> 8), (byte)value];

    static byte[] Big32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}

using System;
using System.Buffers.Binary;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>Writes frames as Linux sends them: Ethernet, IPv4 with DF, TCP with its usual options; both checksums are right.</summary>
internal static class FrameBytes
{
    /// <summary>Octets before the payload, at most.</summary>
    public const int MaxHeaderLength = EthernetLength + Ipv4Length + 40;

    const int EthernetLength = 14;
    const int Ipv4Length = 20;
    const byte HopLimit = 64;
    const byte TcpProtocol = 6;
    const ushort MaximumSegmentSize = 1460;

    /// <summary>Writes a frame; returns its length, octets.</summary>
    public static int Write(in TcpFrame frame, Span<byte> to)
    {
        WriteEthernet(frame.FromClient, to);
        Span<byte> tcp = to[(EthernetLength + Ipv4Length)..];
        int headerLength = 20 + WriteOptions(frame, tcp[20..]);
        int segmentLength = headerLength + frame.PayloadLength;
        WriteTcp(frame, tcp, headerLength);
        WriteIpv4(frame, to.Slice(EthernetLength, Ipv4Length), Ipv4Length + segmentLength);
        Payload.First(frame.PayloadLength).CopyTo(tcp[headerLength..]);
        ulong sum = Sum(to.Slice(EthernetLength + 12, 8)) + TcpProtocol + (ulong)segmentLength + Sum(tcp[..headerLength]) + Payload.SumOf(frame.PayloadLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Fold(sum));
        return EthernetLength + Ipv4Length + segmentLength;
    }

    static void WriteEthernet(bool fromClient, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, fromClient ? 0x0200_0000_0002_0200UL : 0x0200_0000_0001_0200UL);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], fromClient ? 0x0000_0001U : 0x0000_0002U);
        BinaryPrimitives.WriteUInt16BigEndian(to[12..], 0x0800);
    }

    static void WriteIpv4(in TcpFrame frame, Span<byte> ip, int totalLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(ip, 0x4500);
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)totalLength);
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], frame.IpId);
        BinaryPrimitives.WriteUInt16BigEndian(ip[6..], 0x4000);
        ip[8] = HopLimit;
        ip[9] = TcpProtocol;
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], frame.SourceAddress);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], frame.DestinationAddress);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip)));
    }

    static void WriteTcp(in TcpFrame frame, Span<byte> tcp, int headerLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(tcp, frame.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], frame.DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], frame.Seq);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], frame.Ack);
        tcp[12] = (byte)(headerLength / 4 << 4);
        tcp[13] = (byte)frame.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], frame.Window);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[16..], 0);
    }

    static int WriteOptions(in TcpFrame frame, Span<byte> to)
    {
        if (!frame.Options)
        {
            return 0;
        }

        bool syn = frame.Flags.HasFlag(TcpFlags.Syn);
        if (syn)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to, 0x0204_0000U | MaximumSegmentSize);
        }

        if (!frame.Timestamps)
        {
            return syn ? 4 : 0;
        }

        // SYN: MSS, SACK permitted, timestamps, NOP, window scale. Else: NOP, NOP, timestamps.
        int at = syn ? 4 : 0;
        BinaryPrimitives.WriteUInt32BigEndian(to[at..], syn ? 0x0402_080AU : 0x0101_080AU);
        BinaryPrimitives.WriteUInt32BigEndian(to[(at + 4)..], frame.TimestampValue);
        BinaryPrimitives.WriteUInt32BigEndian(to[(at + 8)..], frame.TimestampEcho);
        if (syn)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 12)..], 0x0103_0307U);
            return 20;
        }

        return 12;
    }

    static ulong Sum(ReadOnlySpan<byte> words)
    {
        ulong sum = 0;
        for (; words.Length >= 4; words = words[4..])
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(words);
        }

        return sum;
    }

    /// <summary>The ones' complement of the ones' complement sum (RFC 1071): 32-bit words add up to the same once folded.</summary>
    static ushort Fold(ulong sum)
    {
        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}

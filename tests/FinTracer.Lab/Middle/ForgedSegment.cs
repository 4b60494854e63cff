using System;
using System.Buffers.Binary;
using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Middle;

/// <summary>A segment that the story makes itself: an attacker's, a firewall's, or one of a peer that forgot everything.</summary>
/// <param name="From">In whose name it is sent.</param>
/// <param name="SourcePort">Source port.</param>
/// <param name="DestinationPort">Destination port.</param>
/// <param name="Sequence">SEG.SEQ.</param>
/// <param name="Acknowledgement">SEG.ACK.</param>
/// <param name="Bits">Control bits.</param>
/// <param name="HopLimit">Hop limit (TTL) at the tap; 63 looks like the host's own.</param>
/// <param name="PayloadLength">Octets of data.</param>
/// <param name="Identification">IPv4 identification.</param>
public sealed record ForgedSegment(
    Side From,
    int SourcePort,
    int DestinationPort,
    uint Sequence,
    uint Acknowledgement,
    TcpBits Bits,
    byte HopLimit = 63,
    int PayloadLength = 0,
    ushort Identification = 0)
{
    const int TcpLength = 20;

    /// <summary>A segment of the same direction and numbers as another, with other control bits and no data.</summary>
    public static ForgedSegment Like(WireSegment segment, TcpBits bits) =>
        new(segment.From, segment.SourcePort, segment.DestinationPort, segment.Sequence, segment.Acknowledgement, bits);

    internal byte[] ToFrame(HostAddress from, HostAddress to)
    {
        int ipLength = from.Family == 6 ? 40 : 20;
        var frame = new byte[Frames.EthernetLength + ipLength + TcpLength + PayloadLength];
        to.GatewayCard.CopyTo(frame, 0);
        from.GatewayCard.CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), (ushort)(from.Family == 6 ? 0x86dd : 0x0800));
        var ip = frame.AsSpan(Frames.EthernetLength);
        if (from.Family == 6)
        {
            WriteIpv6(ip, from, to);
        }
        else
        {
            WriteIpv4(ip, from, to);
        }

        WriteTcp(ip[ipLength..]);
        Frames.WriteTcpChecksum(ip);
        return frame;
    }

    void WriteIpv4(Span<byte> ip, HostAddress from, HostAddress to)
    {
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], Identification);
        ip[6] = 0x40;
        ip[8] = HopLimit;
        ip[9] = 6;
        from.Address.GetAddressBytes().CopyTo(ip[12..]);
        to.Address.GetAddressBytes().CopyTo(ip[16..]);
        Frames.WriteIpv4Checksum(ip);
    }

    void WriteIpv6(Span<byte> ip, HostAddress from, HostAddress to)
    {
        ip[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)(ip.Length - 40));
        ip[6] = 6;
        ip[7] = HopLimit;
        from.Address.GetAddressBytes().CopyTo(ip[8..]);
        to.Address.GetAddressBytes().CopyTo(ip[24..]);
    }

    void WriteTcp(Span<byte> tcp)
    {
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], Acknowledgement);
        tcp[12] = TcpLength / 4 << 4;
        tcp[13] = (byte)Bits;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], Bits.HasFlag(TcpBits.Rst) ? (ushort)0 : (ushort)501);
        tcp[TcpLength..].Fill((byte)'!');
    }
}

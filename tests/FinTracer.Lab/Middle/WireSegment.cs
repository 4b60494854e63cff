using System;
using System.Buffers.Binary;

namespace FinTracer.Lab.Middle;

/// <summary>
/// What the middle sees of a segment. The lab reads headers by itself and knows nothing of the analyzer, so that the one can judge
/// the other.
/// </summary>
/// <param name="From">The host that sent it.</param>
/// <param name="SourcePort">The sender's port.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Sequence">SEG.SEQ.</param>
/// <param name="Acknowledgement">SEG.ACK.</param>
/// <param name="Bits">Control bits.</param>
/// <param name="Window">The window field, unscaled.</param>
/// <param name="PayloadLength">Octets of data.</param>
/// <param name="TimeNs">When it passed the middle, in nanoseconds since the epoch.</param>
public readonly record struct WireSegment(
    Side From, int SourcePort, int DestinationPort, uint Sequence, uint Acknowledgement, TcpBits Bits, int Window, int PayloadLength, long TimeNs)
{
    const int EthernetLength = 14;

    /// <summary>The sequence number behind this segment: SYN and FIN count one each.</summary>
    public uint NextSequence => unchecked(Sequence + (uint)PayloadLength + (Has(TcpBits.Syn) ? 1u : 0u) + (Has(TcpBits.Fin) ? 1u : 0u));

    public int ClientPort => From == Side.Client ? SourcePort : DestinationPort;

    public bool Has(TcpBits bits) => (Bits & bits) == bits;

    /// <summary>Reads an Ethernet frame; false when it carries no TCP over IPv4 or IPv6.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, Side from, long timeNs, out WireSegment segment)
    {
        segment = default;
        if (frame.Length < EthernetLength + 20)
        {
            return false;
        }

        var ip = frame[EthernetLength..];
        int headerLength;
        int totalLength;
        switch (BinaryPrimitives.ReadUInt16BigEndian(frame[12..]))
        {
            case 0x0800 when ip[9] == 6:
                headerLength = (ip[0] & 15) * 4;
                totalLength = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
                break;
            case 0x86dd when ip.Length >= 40 && ip[6] == 6:
                headerLength = 40;
                totalLength = 40 + BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
                break;
            default:
                return false;
        }

        if (ip.Length < headerLength + 20)
        {
            return false;
        }

        var tcp = ip[headerLength..];
        segment = new(
            from,
            BinaryPrimitives.ReadUInt16BigEndian(tcp),
            BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]),
            (TcpBits)(tcp[13] & 31),
            BinaryPrimitives.ReadUInt16BigEndian(tcp[14..]),
            totalLength - headerLength - ((tcp[12] >> 4) * 4),
            timeNs);
        return true;
    }
}

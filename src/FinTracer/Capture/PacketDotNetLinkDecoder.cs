using System;
using FinTracer.Capture;
using FinTracer.Decoding;
using PacketDotNet;
using PacketDotNet.Ieee80211;

namespace FinTracer.Sources;

/// <summary>
/// Finds the IP packet in frames of rare link types (802.11, radiotap, PPI) with PacketDotNet. A fence stands around it: it throws on
/// damaged frames, so all it does happens inside one try, and of what it offers only the way from header to header is used, never
/// the parts that read options. It needs an array of its own for each frame; rare link types can afford that.
/// </summary>
internal sealed class PacketDotNetLinkDecoder : IForeignLinkDecoder
{
    const ushort EtherTypeIpv4 = 0x0800;
    const ushort EtherTypeIpv6 = 0x86DD;
    const int MaxHeaders = 16;
    const int SnapLength = 8;

    /// <summary>Frames on which PacketDotNet threw: they count as undecodable, this says how often it was its fault.</summary>
    public long Failures { get; private set; }

    /// <inheritdoc/>
    public bool TryFindPacket(LinkType linkType, ReadOnlySpan<byte> data, out int offset, out ushort etherType)
    {
        offset = 0;
        etherType = 0;
        if (!Serves(linkType))
        {
            return false;
        }
        try
        {
            byte[] octets = data.ToArray();
            return TryWalk(Packet.ParsePacket((LinkLayers)(int)linkType, octets), octets, out offset, out etherType);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failures++;
            return false;
        }
    }

    static bool Serves(LinkType linkType) => linkType is LinkType.Ieee80211 or LinkType.Ieee80211Radiotap or LinkType.Ppi;

    /// <summary>
    /// Walks to the 802.11 data frame and reads LLC/SNAP behind it: PacketDotNet leaves the payload unparsed when a radiotap header of several
    /// words confuses it, but the length of the headers is right. IP that it found by itself (PPI over Ethernet) is taken as it is.
    /// </summary>
    static bool TryWalk(Packet? packet, byte[] octets, out int offset, out ushort etherType)
    {
        for (int headers = 0; packet is not null && headers < MaxHeaders; headers++)
        {
            if (packet is DataFrame frame)
            {
                offset = frame.HeaderDataSegment.Offset; // despite its name: what lies behind the header
                return TryReadSnap(octets, ref offset, out etherType);
            }
            if (packet is IPPacket ip)
            {
                offset = ip.HeaderSegment.Offset;
                etherType = ip is IPv6Packet ? EtherTypeIpv6 : EtherTypeIpv4;
                return offset >= 0 && offset <= octets.Length;
            }
            packet = packet.PayloadPacket;
        }
        offset = 0;
        etherType = 0;
        return false;
    }

    /// <summary>LLC with SNAP and an EtherType (RFC 1042); anything else, encrypted frames too, is no packet for us.</summary>
    static bool TryReadSnap(ReadOnlySpan<byte> octets, ref int offset, out ushort etherType)
    {
        etherType = 0;
        if (octets[offset..] is not [0xAA, 0xAA, 0x03, 0x00, 0x00, 0x00, var high, var low, ..])
        {
            return false;
        }
        offset += SnapLength;
        etherType = (ushort)((high << 8) | low);
        return true;
    }
}

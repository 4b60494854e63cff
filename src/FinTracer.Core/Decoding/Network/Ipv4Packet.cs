using System;
using FinTracer.Decoding.Transport;

namespace FinTracer.Decoding.Network;

/// <summary>Steps over an IPv4 header and hands fragments to the assembler.</summary>
internal static class Ipv4Packet
{
    const ulong MappedPrefix = 0x0000_FFFF_0000_0000; // RFC 4291 §2.5.5.2

    public static Layer Read(ref LayerCursor cursor, FragmentAssembler fragments)
    {
        if (!Ipv4Header.TryRead(cursor, out Ipv4Header header, out Layer fault))
        {
            return fault;
        }
        int totalLength = header.TotalLength;
        if (totalLength != 0 && (totalLength <= cursor.WireLength || IsLongerThanFrame(cursor, header)))
        {
            cursor.SetLength(totalLength);
        }
        cursor.Ip.Source = new UInt128(0, MappedPrefix | header.Source);
        cursor.Ip.Destination = new UInt128(0, MappedPrefix | header.Destination);
        cursor.Ip.FlowLabel = 0;
        cursor.Ip.Id = header.Id;
        cursor.Ip.HopLimit = header.HopLimit;
        cursor.Ip.TrafficClass = header.TrafficClass;
        cursor.Ip.IsIpv6 = false;
        cursor.Ip.Offloaded = totalLength == 0;
        cursor.Advance(header.Length);

        byte protocol = header.Protocol;
        if (header.IsFragment && IpProtocols.LayerOf(protocol) != Layer.NotTcp)
        {
            // The view must not be used behind this call: the octets it looks at may be replaced by those of the completed datagram.
            var place = new FragmentPlace(header.Id, protocol, header.FragmentUnit, header.MoreFragments, protocol);
            if (!fragments.TryComplete(ref cursor, place, out _, out Layer incomplete))
            {
                return incomplete;
            }
        }
        return IpProtocols.Enter(ref cursor, protocol);
    }

    /// <summary>
    /// A total length beyond the end of the frame. Some tools cut frames and write the new length as that of the wire: the header is right then,
    /// and its checksum says so. A damaged header, or one inside a layer that said its own length, has no such claim.
    /// </summary>
    static bool IsLongerThanFrame(in LayerCursor cursor, in Ipv4Header header) =>
        !cursor.LengthDeclared && InternetChecksum.Sum(cursor.Rest[..header.Length]) == 0xFFFF;
}

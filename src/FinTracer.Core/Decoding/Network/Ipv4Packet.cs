using System;

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
        if (totalLength != 0)
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

        if (!header.IsFragment || IpProtocols.LayerOf(header.Protocol) == Layer.NotTcp)
        {
            return IpProtocols.Enter(ref cursor, header.Protocol);
        }
        var place = new FragmentPlace(header.Id, header.Protocol, header.FragmentUnit, header.MoreFragments, header.Protocol);
        return fragments.TryComplete(ref cursor, place, out _, out Layer incomplete) ? IpProtocols.Enter(ref cursor, header.Protocol) : incomplete;
    }
}

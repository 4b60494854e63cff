namespace FinTracer.Decoding.Network;

/// <summary>Steps over an IPv6 header and the extension headers behind it.</summary>
internal static class Ipv6Packet
{
    public static Layer Read(ref LayerCursor cursor, FragmentAssembler fragments)
    {
        if (!Ipv6Header.TryRead(cursor, out Ipv6Header header, out Layer fault))
        {
            return fault;
        }
        if (header.PayloadLength != 0)
        {
            cursor.SetLength(Ipv6Header.Length + header.PayloadLength);
        }
        cursor.Ip.Source = header.Source;
        cursor.Ip.Destination = header.Destination;
        cursor.Ip.FlowLabel = header.FlowLabel;
        cursor.Ip.Id = 0;
        cursor.Ip.HopLimit = header.HopLimit;
        cursor.Ip.TrafficClass = header.TrafficClass;
        cursor.Ip.IsIpv6 = true;
        cursor.Ip.Offloaded = header.PayloadLength == 0;
        cursor.Advance(Ipv6Header.Length);
        return header.NextHeader == IpProtocols.Tcp ? Layer.Tcp : Ipv6ExtensionChain.Read(ref cursor, header.NextHeader, fragments);
    }
}

namespace FinTracer.Decoding.Network;

/// <summary>IP protocol numbers that lead on to TCP, straight or through a tunnel.</summary>
internal static class IpProtocols
{
    public const byte HopByHopOptions = 0;
    public const byte Ipv4 = 4;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Ipv6 = 41;
    public const byte Routing = 43;
    public const byte Fragment = 44;
    public const byte Gre = 47;
    public const byte AuthenticationHeader = 51;
    public const byte NoNextHeader = 59;
    public const byte DestinationOptions = 60;
    public const byte EtherIp = 97;
    public const byte Mobility = 135;
    public const byte Mpls = 137;
    public const byte HostIdentity = 139;
    public const byte Shim6 = 140;

    /// <summary>The layer that <paramref name="protocol"/> announces. IP inside IP has no id of its own: that it is inside goes into the place mark.</summary>
    public static Layer Enter(ref LayerCursor cursor, byte protocol)
    {
        Layer layer = LayerOf(protocol);
        if (layer is Layer.Ipv4 or Layer.Ipv6)
        {
            cursor.Mark(protocol);
        }
        return layer;
    }

    /// <summary>The layer that <paramref name="protocol"/> announces; <see cref="Layer.NotTcp"/> for what cannot hold TCP that we could read (ESP, ICMP with its quotes, ...).</summary>
    public static Layer LayerOf(byte protocol) => protocol switch
    {
        Tcp => Layer.Tcp,
        Udp => Layer.Udp,
        Ipv4 => Layer.Ipv4,
        Ipv6 => Layer.Ipv6,
        Gre => Layer.Gre,
        AuthenticationHeader => Layer.AuthenticationHeader,
        EtherIp => Layer.EtherIp,
        Mpls => Layer.Mpls,
        _ => Layer.NotTcp,
    };
}

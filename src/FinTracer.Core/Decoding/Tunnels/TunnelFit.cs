namespace FinTracer.Decoding.Tunnels;

/// <summary>Whether octets behind a tunnel's port can be that tunnel. A port alone proves little: another program may use it.</summary>
internal static class TunnelFit
{
    const int Ipv4HeaderLength = 20;
    const int Ipv6HeaderLength = 40;

    /// <summary>A datagram too short for the tunnel's header is another protocol's; one cut by the capture stays unknown.</summary>
    public static Layer TooShort(in LayerCursor cursor, int needed) => cursor.WireLength < needed ? Layer.NotTcp : Layer.Truncated;

    /// <summary>The IP version at the cursor, when what is captured can be an IP header that fits in the layer; else <see cref="Layer.NotTcp"/>.</summary>
    public static Layer IpLayerAt(in LayerCursor cursor)
    {
        if (cursor.Rest.IsEmpty)
        {
            return TooShort(cursor, 1);
        }
        int version = cursor.Rest[0] >> 4;
        bool headerFits = version == 6 ? cursor.WireLength >= Ipv6HeaderLength : cursor.WireLength >= Ipv4HeaderLength && (cursor.Rest[0] & 0x0F) >= 5;
        return (version, headerFits) switch
        {
            (4, true) => Layer.Ipv4,
            (6, true) => Layer.Ipv6,
            _ => Layer.NotTcp,
        };
    }
}

namespace FinTracer.Decoding.Tunnels;

/// <summary>Tunnels over UDP, by registered port. Each reader then looks whether the octets can be its header; if not, the datagram is plain UDP.</summary>
internal static class UdpTunnels
{
    public static Layer LayerOf(ushort port) => port switch
    {
        1701 => Layer.L2tp,          // RFC 2661
        2152 => Layer.GtpU,          // 3GPP TS 29.281
        3544 => Layer.Teredo,        // RFC 4380
        4754 => Layer.Gre,           // RFC 8086
        4789 or 8472 => Layer.Vxlan, // RFC 7348; the port that Linux used before there was one
        4790 => Layer.VxlanGpe,
        5072 => Layer.Ayiya,
        6081 => Layer.Geneve,        // RFC 8926
        6635 => Layer.Mpls,          // RFC 7510
        _ => Layer.NotTcp,
    };
}

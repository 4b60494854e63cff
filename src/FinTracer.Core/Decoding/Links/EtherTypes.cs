namespace FinTracer.Decoding.Links;

/// <summary>EtherType values that lead on to TCP.</summary>
internal static class EtherTypes
{
    public const ushort Ipv4 = 0x0800;
    public const ushort Ipv6 = 0x86DD;

    /// <summary>Greatest value of an Ethernet type field that is an IEEE 802.3 length.</summary>
    public const ushort MaxLength = 1500;

    /// <summary>The layer that <paramref name="etherType"/> announces, also behind GRE, Geneve, cooked headers and the like.</summary>
    public static Layer LayerOf(ushort etherType) => etherType switch
    {
        Ipv4 => Layer.Ipv4,
        Ipv6 => Layer.Ipv6,
        0x8100 or 0x88A8 or 0x9100 or 0x9200 => Layer.VlanTag, // IEEE 802.1Q, 802.1ad, and two used before 802.1ad
        0x8847 or 0x8848 => Layer.Mpls,                        // RFC 3032 §5
        0x8864 => Layer.PppoeSession,                          // RFC 2516 §4
        0x880B => Layer.Ppp,
        0x88E7 => Layer.ProviderBackbone,                      // IEEE 802.1ah
        0x8903 => Layer.FabricPath,
        0x8926 => Layer.VnTag,
        0x6558 => Layer.Ethernet,                              // transparent Ethernet bridging
        _ => Layer.NotTcp,
    };
}

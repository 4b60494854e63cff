namespace FinTracer.Decoding;

/// <summary>
/// What stands at the cursor, or how the walk through the layers ended. The members up to <see cref="Tcp"/> end the walk.
/// </summary>
internal enum Layer : byte
{
    /// <summary>End: a whole frame without TCP.</summary>
    NotTcp,

    /// <summary>End: a fragment whose datagram is not complete.</summary>
    Fragment,

    /// <summary>End: the captured octets stop inside a header.</summary>
    Truncated,

    /// <summary>End: headers contradict each other.</summary>
    Malformed,

    /// <summary>End: nothing here can read the link type.</summary>
    UnknownLinkType,

    /// <summary>End: a TCP header.</summary>
    Tcp,

    // Links
    Ethernet,
    VlanTag,
    VnTag,
    ProviderBackbone,
    FabricPath,
    Llc,
    PppoeSession,
    Ppp,
    CiscoHdlc,
    LinuxSll,
    LinuxSll2,
    Loopback,
    RawIp,
    Mpls,
    Nflog,
    Fddi,
    Arcnet,
    IpOverInfiniband,

    // Internet layer
    Ipv4,
    Ipv6,
    AuthenticationHeader,
    Udp,

    // Tunnels
    Gre,
    EtherIp,
    ErspanI,
    ErspanII,
    ErspanIII,
    Wccp,
    Vxlan,
    VxlanGpe,
    Geneve,
    GtpU,
    Teredo,
    Ayiya,
    L2tp,
}

using FinTracer.Capture;

namespace FinTracer.Decoding.Links;

/// <summary>The first layer of a frame, by the link type of its interface.</summary>
internal static class LinkTypes
{
    const LinkType Fddi = (LinkType)10;
    const LinkType ArcnetLinux = (LinkType)129;
    const LinkType Mpls = (LinkType)219;
    const LinkType Nflog = (LinkType)239;
    const LinkType IpOverInfiniband = (LinkType)242;

    public static Layer LayerOf(LinkType linkType) => linkType switch
    {
        LinkType.None => Layer.NotTcp,
        LinkType.Ethernet => Layer.Ethernet,
        LinkType.LinuxSll => Layer.LinuxSll,
        LinkType.LinuxSll2 => Layer.LinuxSll2,
        LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd => Layer.RawIp,
        LinkType.Ipv4 => Layer.Ipv4,
        LinkType.Ipv6 => Layer.Ipv6,
        LinkType.Null or LinkType.Loop => Layer.Loopback,
        LinkType.Ppp or LinkType.PppHdlc => Layer.Ppp,
        LinkType.PppEther => Layer.PppoeSession,
        LinkType.CiscoHdlc => Layer.CiscoHdlc,
        Mpls => Layer.Mpls,
        Nflog => Layer.Nflog,
        Fddi => Layer.Fddi,
        ArcnetLinux => Layer.Arcnet,
        IpOverInfiniband => Layer.IpOverInfiniband,
        _ => Layer.UnknownLinkType,
    };
}

using System;
using FinTracer.Capture;
using FinTracer.Decoding.Links;
using FinTracer.Decoding.Network;
using FinTracer.Decoding.Transport;
using FinTracer.Decoding.Tunnels;
using FinTracer.Segments;

namespace FinTracer.Decoding;

/// <summary>
/// Turns frames into segments. Walks from the link header to the innermost TCP header, tunnels included; TCP that an ICMP error
/// quotes is not a segment. Any octets give exactly one outcome: nothing is thrown, and apart from the bounded store of
/// fragments nothing is allocated. Remembers fragments only, so one instance serves one input, in reading order, on one thread.
/// </summary>
/// <remarks>
/// Lengths come from the IP headers: padding behind a packet is no payload, and a snap length that cut it changes no length.
/// Only a length that its field could not hold (0: segmentation offload, RFC 2675 jumbo payloads) comes from the frame's wire length.
/// </remarks>
/// <param name="options">Limits and choices.</param>
/// <param name="foreign">Asked for link types that are not decoded here; null: such frames are <see cref="DecodeOutcome.UnknownLinkType"/>.</param>
public sealed class FrameDecoder(DecodingOptions options, IForeignLinkDecoder? foreign = null)
{
    readonly FragmentAssembler _fragments = new(options.MaxFragmentedDatagrams, options.FragmentTimeoutNs);
    readonly int _maxLayers = options.MaxLayers;
    readonly bool _verifyChecksums = options.VerifyChecksums;
    readonly bool _plain = options.MaxLayers >= PlainFrame.Layers;

    /// <summary>Datagrams that wait for more fragments (0 to <see cref="DecodingOptions.MaxFragmentedDatagrams"/>).</summary>
    public int OpenDatagrams => _fragments.OpenCount;

    /// <summary>Decodes one frame. <paramref name="segment"/> is meaningful only with <see cref="DecodeOutcome.Segment"/>.</summary>
    public DecodeOutcome Decode(in Frame frame, out Segment segment)
    {
        return _plain && PlainFrame.TryRead(frame, _verifyChecksums, out segment) ? DecodeOutcome.Segment : Walk(frame, out segment);
    }

    /// <summary>Decodes a frame layer by layer, whatever it is.</summary>
    internal DecodeOutcome Walk(in Frame frame, out Segment segment)
    {
        LayerCursor cursor = default; // member by member: an initializer fills another one first, and the copy waits for what was just written
        cursor.Rest = frame.Data[..]; // sliced, so that place and length are read one by one: for the same reason
        cursor.WireLength = Math.Max(frame.Data.Length, (int)Math.Min(frame.WireLength, int.MaxValue));
        cursor.TimestampNs = frame.TimestampNs;
        cursor.PlaceMark = (uint)frame.InterfaceId;
        Layer layer = LinkTypes.LayerOf(frame.LinkType);
        if (layer == Layer.UnknownLinkType)
        {
            layer = AskForeign(frame.LinkType, ref cursor);
        }
        for (int depth = 0; layer > Layer.Tcp; depth++)
        {
            if (depth == _maxLayers)
            {
                segment = default;
                return DecodeOutcome.TooDeep;
            }
            layer = Pass(layer, ref cursor);
        }
        if (layer == Layer.Tcp)
        {
            return TcpSegmentReader.Read(frame, cursor, _verifyChecksums, out segment);
        }
        segment = default;
        return OutcomeOf(layer);
    }

    /// <summary>Reads one layer and says what comes next. Nothing but a switch: each layer's rules are in its own file.</summary>
    Layer Pass(Layer layer, ref LayerCursor cursor) => layer switch
    {
        Layer.Ethernet => EthernetLink.Read(ref cursor),
        Layer.Ipv4 => Ipv4Packet.Read(ref cursor, _fragments),
        Layer.Ipv6 => Ipv6Packet.Read(ref cursor, _fragments),
        Layer.VlanTag => EthernetLink.ReadVlanTag(ref cursor),
        Layer.VnTag => EthernetLink.ReadVnTag(ref cursor),
        Layer.ProviderBackbone => EthernetLink.ReadProviderBackbone(ref cursor),
        Layer.FabricPath => EthernetLink.ReadFabricPath(ref cursor),
        Layer.Llc => LogicalLink.Read(ref cursor),
        Layer.PppoeSession => PppLink.ReadPppoeSession(ref cursor),
        Layer.Ppp => PppLink.Read(ref cursor),
        Layer.CiscoHdlc => PppLink.ReadCiscoHdlc(ref cursor),
        Layer.LinuxSll => LinuxCookedLink.ReadVersion1(ref cursor),
        Layer.LinuxSll2 => LinuxCookedLink.ReadVersion2(ref cursor),
        Layer.Loopback => LoopbackLink.Read(ref cursor),
        Layer.RawIp => RawIpLink.Read(ref cursor),
        Layer.Mpls => MplsStack.Read(ref cursor),
        Layer.Nflog => RareLinks.ReadNflog(ref cursor),
        Layer.Fddi => RareLinks.ReadFddi(ref cursor),
        Layer.Arcnet => RareLinks.ReadArcnet(ref cursor),
        Layer.IpOverInfiniband => RareLinks.ReadIpOverInfiniband(ref cursor),
        Layer.Wlan => AskForeign(LinkType.Ieee80211, ref cursor),
        Layer.AuthenticationHeader => Ipv6ExtensionChain.ReadAuthentication(ref cursor),
        Layer.Udp => UdpDatagram.Read(ref cursor),
        Layer.Gre => GreTunnel.Read(ref cursor),
        Layer.EtherIp => GrePayloads.ReadEtherIp(ref cursor),
        Layer.ErspanI => Layer.Ethernet,
        Layer.ErspanII => GrePayloads.ReadErspanII(ref cursor),
        Layer.ErspanIII => GrePayloads.ReadErspanIII(ref cursor),
        Layer.Wccp => GrePayloads.ReadWccp(ref cursor),
        Layer.Vxlan => VxlanTunnel.Read(ref cursor),
        Layer.VxlanGpe => VxlanTunnel.ReadGpe(ref cursor),
        Layer.Geneve => GeneveTunnel.Read(ref cursor),
        Layer.GtpU => GtpTunnel.Read(ref cursor),
        Layer.Teredo => TeredoTunnel.Read(ref cursor),
        Layer.Ayiya => AyiyaTunnel.Read(ref cursor),
        Layer.L2tp => L2tpTunnel.Read(ref cursor),
        Layer.NotTcp or Layer.Fragment or Layer.Truncated or Layer.Malformed or Layer.UnknownLinkType or Layer.Tcp => layer,
    };

    Layer AskForeign(LinkType linkType, ref LayerCursor cursor)
    {
        if (foreign is null || !foreign.TryFindPacket(linkType, cursor.Rest, out int offset, out ushort etherType))
        {
            return Layer.UnknownLinkType;
        }
        if ((uint)offset > (uint)cursor.Rest.Length)
        {
            return Layer.Malformed;
        }
        cursor.Advance(offset);
        return EtherTypes.LayerOf(etherType);
    }

    static DecodeOutcome OutcomeOf(Layer end) => end switch
    {
        Layer.Fragment => DecodeOutcome.Fragment,
        Layer.Truncated => DecodeOutcome.Truncated,
        Layer.Malformed => DecodeOutcome.Malformed,
        Layer.UnknownLinkType => DecodeOutcome.UnknownLinkType,
        _ => DecodeOutcome.NotTcp,
    };
}

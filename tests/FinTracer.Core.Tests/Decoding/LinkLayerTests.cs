using System.Linq;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>The same packet under every link header must be the same segment; every prefix of a frame must end as cut, never as something else.</summary>
public class LinkLayerTests
{
    static readonly byte[] Packet4 = Ipv4(Tcp());
    static readonly byte[] Packet6 = Ipv6(Tcp());

    public static TheoryData<string, int, string, bool> Links => new()
    {
        { "Ethernet", 1, "020000000001 020000000002 0800", false },
        { "Ethernet, IPv6", 1, "020000000001 020000000002 86DD", true },
        { "802.1Q", 1, "020000000001 020000000002 8100 0064 0800", false },
        { "802.1ad and 802.1Q", 1, "020000000001 020000000002 88A8 00C8 8100 0064 86DD", true },
        { "QinQ with 0x9100", 1, "020000000001 020000000002 9100 00C8 8100 0064 0800", false },
        { "three tags", 1, "020000000001 020000000002 8100 0001 8100 0002 8100 0003 0800", false },
        { "802.1ah", 1, "020000000001 020000000002 88A8 0001 88E7 00123456 020000000003 020000000004 0800", false },
        { "VN-Tag", 1, "020000000001 020000000002 8926 00010002 8100 0003 0800", false },
        { "FabricPath", 1, "020000000001 020000000002 8903 1234 020000000003 020000000004 0800", false },
        { "PPPoE", 1, "020000000001 020000000002 8864 1100 0007 0000 0021", false },
        { "PPPoE, IPv6", 1, "020000000001 020000000002 8864 1100 0007 0000 0057", true },
        { "MPLS", 1, "020000000001 020000000002 8847 00010040 000211FF", false },
        { "MPLS, IPv6", 1, "020000000001 020000000002 8847 000211FF", true },
        { "MPLS multicast number", 1, "020000000001 020000000002 8848 000211FF", false },
        { "MPLS pseudowire with control word", 1, "020000000001 020000000002 8847 000211FF 00000000 020000000003 020000000004 0800", false },
        { "MPLS pseudowire without control word", 1, "020000000001 020000000002 8847 000211FF 020000000003 020000000004 0800", false },
        { "SLL", 113, "0000 0001 0006 020000000002 0000 0800", false },
        { "SLL, IPv6", 113, "0004 0304 0006 020000000002 0000 86DD", true },
        { "SLL with 802.1Q", 113, "0000 0001 0006 020000000002 0000 8100 0064 0800", false },
        { "SLL2", 276, "0800 0000 00000003 0001 00 06 0200000000020000", false },
        { "SLL2, IPv6", 276, "86DD 0000 00000003 0001 04 06 0200000000020000", true },
        { "raw", 101, "", false },
        { "raw, IPv6", 101, "", true },
        { "raw, 12", 12, "", false },
        { "raw, 14", 14, "", true },
        { "IPv4", 228, "", false },
        { "IPv6", 229, "", true },
        { "null, little-endian", 0, "02000000", false },
        { "null, big-endian", 0, "00000002", false },
        { "null, NetBSD's IPv6", 0, "18000000", true },
        { "null, FreeBSD's IPv6", 0, "1C000000", true },
        { "null, macOS's IPv6", 0, "1E000000", true },
        { "null, Windows's IPv6", 0, "17000000", true },
        { "null, big-endian IPv6", 0, "0000001E", true },
        { "loop", 108, "00000002", false },
        { "loop, IPv6", 108, "00000018", true },
        { "PPP", 9, "FF03 0021", false },
        { "PPP without address and control", 9, "0057", true },
        { "PPP with a short protocol", 9, "21", false },
        { "PPP in HDLC framing", 50, "FF03 0021", false },
        { "PPP link that is Cisco HDLC", 50, "0F00 0800", false },
        { "PPPoE without Ethernet", 51, "1100 0007 0000 0021", false },
        { "Cisco HDLC", 104, "0F00 0800", false },
        { "Cisco HDLC, IPv6", 104, "8F00 86DD", true },
        { "MPLS link", 219, "000211FF", false },
        { "FDDI", 10, "50 020000000001 020000000002 AAAA03 000000 0800", false },
        { "ARCNET, RFC 1051", 129, "0102 0000 F0", false },
        { "ARCNET, RFC 1201", 129, "0102 0000 D4 00 0001", false },
        { "IP over InfiniBand", 242, "0000000000000000000000000000000000000000 0000000000000000000000000000000000000000 0800 0000", false },
        { "NFLOG", 239, "02 00 0000 0800 0100 00000000 0500 0A00 00000000 0000 0900", false },
        { "NFLOG, big-endian host", 239, "0A 00 0000 0008 0001 00000000 0000 0009", true },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Every_link_header_leads_to_the_segment(string name, int linkType, string header, bool ipv6)
    {
        byte[] frame = FrameOf(name, header, ipv6);
        Segment segment = Segment(frame, (LinkType)linkType);
        AssertIsTheSegment(segment, ipv6);
        Assert.Equal(SegmentTraits.None, segment.Traits);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_frame_cut_before_the_end_of_the_fixed_tcp_header_is_truncated(string name, int linkType, string header, bool ipv6)
    {
        byte[] frame = FrameOf(name, header, ipv6);
        int needed = frame.Length - 5;
        for (int kept = 0; kept < needed; kept++)
        {
            DecodeOutcome outcome = Decode([.. frame.Take(kept)], out _, (LinkType)linkType, frame.Length);
            Assert.True(outcome == DecodeOutcome.Truncated, $"{kept} octets of {frame.Length}: {outcome}");
        }
    }

    [Fact]
    public void Padding_of_short_ethernet_frames_is_no_payload()
    {
        Segment segment = Segment([.. Ethernet(Ipv4(Tcp(payload: 0))), 0, 0, 0, 0, 0, 0]);
        AssertIsTheSegment(segment, payload: 0);
        Assert.Equal(SegmentTraits.None, segment.Traits);
    }

    [Fact]
    public void Padding_that_was_cut_is_no_cut_packet()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(payload: 0)));
        Assert.Equal(SegmentTraits.None, Segment(frame, wireLength: 60).Traits);
    }

    [Fact]
    public void An_8023_frame_with_snap_ends_where_its_length_says()
    {
        byte[] llc = [0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. Packet4];
        AssertIsTheSegment(Segment([.. Ethernet(llc, (ushort)llc.Length), 1, 2, 3, 4]));
    }

    [Fact]
    public void An_8023_frame_with_the_ip_sap_holds_ipv4() => AssertIsTheSegment(Segment(Ethernet([6, 6, 3, .. Packet4], (ushort)(Packet4.Length + 3))));

    [Theory]
    [InlineData("0806")] // ARP
    [InlineData("88CC")] // LLDP
    [InlineData("8863")] // PPPoE discovery
    public void Other_protocols_are_not_tcp(string type) =>
        Assert.Equal(DecodeOutcome.NotTcp, Decode(Hex("020000000001 020000000002" + type + "000000000000"), out _));

    [Fact]
    public void An_unknown_link_type_is_counted_as_such() => Assert.Equal(DecodeOutcome.UnknownLinkType, Decode(Packet4, out _, (LinkType)250));

    [Fact]
    public void The_fallback_is_asked_for_unknown_link_types()
    {
        var decoder = new FrameDecoder(new DecodingOptions(), new FixedForeignDecoder(3, 0x0800));
        Assert.Equal(DecodeOutcome.Segment, decoder.Decode(Frame([1, 2, 3, .. Packet4], (LinkType)250), out Segment segment));
        AssertIsTheSegment(segment);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void A_fallback_that_points_outside_the_frame_is_not_followed(int offset)
    {
        var decoder = new FrameDecoder(new DecodingOptions(), new FixedForeignDecoder(offset, 0x0800));
        Assert.Equal(DecodeOutcome.Malformed, decoder.Decode(Frame(Packet4, (LinkType)250), out _));
    }

    [Fact]
    public void More_layers_than_allowed_are_too_deep()
    {
        byte[] tags = [.. Enumerable.Repeat(Hex("0001 8100"), 40).SelectMany(tag => tag)];
        Assert.Equal(DecodeOutcome.TooDeep, Decode(Ethernet([.. tags, .. Hex("0001 0800"), .. Packet4], 0x8100), out _));
    }

    /// <summary>Fills in the lengths that some headers carry.</summary>
    static byte[] FrameOf(string name, string header, bool ipv6)
    {
        byte[] packet = ipv6 ? Packet6 : Packet4;
        byte[] frame = [.. Hex(header), .. packet];
        if (name.StartsWith("PPPoE", System.StringComparison.Ordinal))
        {
            int lengthOffset = Hex(header).Length - 4;
            Octets((ushort)(packet.Length + 2)).CopyTo(frame, lengthOffset);
        }
        if (name.StartsWith("NFLOG", System.StringComparison.Ordinal))
        {
            byte[] length = Octets((ushort)(packet.Length + 4));
            (ipv6 ? length : [.. length.Reverse()]).CopyTo(frame, Hex(header).Length - 4);
        }
        return frame;
    }
}

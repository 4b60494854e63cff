using System;
using System.Linq;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>The innermost TCP counts, whatever it is wrapped in; the outer packet's facts do not leak into it.</summary>
public class TunnelTests
{
    static readonly byte[] Inner4 = Ipv4(Tcp());
    static readonly byte[] Inner6 = Ipv6(Tcp());
    static readonly byte[] InnerFrame = Ethernet(Inner4);

    /// <summary>Name, outer packet's payload, its protocol, whether the inner packet is IPv6.</summary>
    public static TheoryData<string, byte[], byte, bool> Tunnels => new()
    {
        { "IP in IP", Inner4, 4, false },
        { "6in4", Inner6, 41, true },
        { "GRE", [.. Hex("0000 0800"), .. Inner4], 47, false },
        { "GRE, IPv6", [.. Hex("0000 86DD"), .. Inner6], 47, true },
        { "GRE with checksum, key and sequence", [.. Hex("B000 0800 00000000 00000007 00000001"), .. Inner4], 47, false },
        { "GRE, Ethernet", [.. Hex("0000 6558"), .. InnerFrame], 47, false },
        { "GRE, MPLS", [.. Hex("0000 8847 000211FF"), .. Inner4], 47, false },
        { "GRE, PPP of PPTP", [.. Hex("3081 880B"), .. Octets((ushort)(Inner4.Length + 4)), .. Hex("0007 00000001 00000002 FF03 0021"), .. Inner4], 47, false },
        { "ERSPAN I", [.. Hex("0000 88BE"), .. InnerFrame], 47, false },
        { "ERSPAN II", [.. Hex("1000 88BE 00000001 10640005 00000003"), .. InnerFrame], 47, false },
        { "ERSPAN III", [.. Hex("1000 22EB 00000001 20640005 12345678 00008000"), .. InnerFrame], 47, false },
        { "ERSPAN III with sub-header", [.. Hex("1000 22EB 00000001 20640005 12345678 00008001 0000000000000000"), .. InnerFrame], 47, false },
        { "WCCP", [.. Hex("0000 883E"), .. Inner4], 47, false },
        { "WCCP 2", [.. Hex("0000 883E 00000000"), .. Inner4], 47, false },
        { "EtherIP", [.. Hex("3000"), .. InnerFrame], 97, false },
        { "MPLS in IP", [.. Hex("000211FF"), .. Inner4], 137, false },
        { "AH", [.. Hex("06 04 0000 00000001 00000001 000000000000000000000000"), .. Tcp()], 51, false },
        { "VXLAN", Udp(4789, [.. Hex("08000000 00002A00"), .. InnerFrame]), 17, false },
        { "VXLAN on Linux's old port", Udp(8472, [.. Hex("08000000 00002A00"), .. InnerFrame]), 17, false },
        { "VXLAN-GPE, IPv4", Udp(4790, [.. Hex("0C000001 00002A00"), .. Inner4]), 17, false },
        { "VXLAN-GPE, IPv6", Udp(4790, [.. Hex("0C000002 00002A00"), .. Inner6]), 17, true },
        { "VXLAN-GPE, Ethernet", Udp(4790, [.. Hex("0C000003 00002A00"), .. InnerFrame]), 17, false },
        { "Geneve", Udp(6081, [.. Hex("0000 6558 00002A00"), .. InnerFrame]), 17, false },
        { "Geneve with options, IPv4", Udp(6081, [.. Hex("0200 0800 00002A00 0102 0001 00000000"), .. Inner4]), 17, false },
        { "GTP-U", Udp(2152, [.. Hex("30FF"), .. Octets((ushort)Inner4.Length), .. Hex("00000001"), .. Inner4]), 17, false },
        { "GTP-U with sequence", Udp(2152, [.. Hex("32FF"), .. Octets((ushort)(Inner4.Length + 4)), .. Hex("00000001 00010000"), .. Inner4]), 17, false },
        { "GTP-U with extensions", Udp(2152, [.. Hex("34FF"), .. Octets((ushort)(Inner6.Length + 16)), .. Hex("00000001 00000085 01000985 0200000000000000"), .. Inner6]), 17, true },
        { "Teredo", Udp(3544, Inner6), 17, true },
        { "Teredo from the port", Udp(50000, Inner6, sourcePort: 3544), 17, true },
        { "Teredo with origin", Udp(3544, [.. Hex("0000 63BF 3FFFFDFE"), .. Inner6]), 17, true },
        { "Teredo with authentication and origin", Udp(3544, [.. Hex("0001 00 00 0000000000000000 00 0000 63BF 3FFFFDFE"), .. Inner6]), 17, true },
        { "AYIYA", Udp(5072, [.. Hex("41 52 11 29 00000000 00000000000000000000000000000000 0000000000000000000000000000000000000000"), .. Inner6]), 17, true },
        { "L2TP", Udp(1701, [.. Hex("0002 0001 0002 FF03 0021"), .. Inner4]), 17, false },
        { "L2TP with length, sequence and offset", Udp(1701, [.. Hex("4A02"), .. Octets((ushort)(Inner4.Length + 20)), .. Hex("0001 0002 0000 0000 0002 0000 FF03 0021"), .. Inner4, 9, 9]), 17, false },
        { "GRE in UDP", Udp(4754, [.. Hex("0000 0800"), .. Inner4]), 17, false },
        { "MPLS in UDP", Udp(6635, [.. Hex("000211FF"), .. Inner4]), 17, false },
    };

    /// <summary>Without AH, where the segment is not inside another packet.</summary>
    public static TheoryData<string, byte[], byte, bool> WithInnerPacket => Where(name => name != "AH");

    /// <summary>Without those where padding follows the packet.</summary>
    public static TheoryData<string, byte[], byte, bool> EndingWithTheSegment => Where(name => !name.StartsWith("L2TP with", StringComparison.Ordinal));

    static TheoryData<string, byte[], byte, bool> Where(Func<string, bool> applies) => [.. Tunnels.Where(row => applies(row.Data.Item1))];

    [Theory]
    [MemberData(nameof(Tunnels))]
    public void Every_tunnel_leads_to_the_segment_over_ipv4(string name, byte[] payload, byte protocol, bool ipv6)
    {
        Segment segment = Segment(Ethernet(Ipv4(payload, protocol, ttl: protocol == 51 ? (byte)64 : (byte)9)));
        AssertIsTheSegment(segment, ipv6);
        Assert.True(name == "AH" || segment.Traits == SegmentTraits.None);
    }

    [Theory]
    [MemberData(nameof(WithInnerPacket))]
    public void Every_tunnel_leads_to_the_segment_over_ipv6(string name, byte[] payload, byte protocol, bool ipv6)
    {
        Assert.NotEmpty(name);
        Segment segment = Segment(Ethernet(Ipv6(payload, protocol, hopLimit: 9), 0x86DD));
        AssertIsTheSegment(segment, ipv6);
    }

    [Theory]
    [MemberData(nameof(EndingWithTheSegment))]
    public void A_tunnel_cut_before_the_end_of_the_inner_tcp_header_is_truncated(string name, byte[] payload, byte protocol, bool ipv6)
    {
        Assert.NotEmpty(name);
        byte[] frame = Ethernet(Ipv4(payload, protocol));
        for (int kept = 34; kept < frame.Length - 5; kept++)
        {
            Assert.Equal((kept, ipv6, DecodeOutcome.Truncated), (kept, ipv6, Decode([.. frame.Take(kept)], out _, wireLength: frame.Length)));
        }
    }

    [Theory]
    [MemberData(nameof(WithInnerPacket))]
    public void A_segment_in_a_tunnel_has_another_place_than_outside(string name, byte[] payload, byte protocol, bool ipv6)
    {
        Assert.NotEmpty(name);
        uint inside = Segment(Ethernet(Ipv4(payload, protocol))).PlaceMark;
        uint outside = Segment(ipv6 ? Ethernet(Inner6, 0x86DD) : Ethernet(Inner4)).PlaceMark;
        Assert.NotEqual(outside, inside);
    }

    [Theory]
    [InlineData(4789, "00000000 00002A00")]  // no valid network id
    [InlineData(2152, "20FF 0010 00000001")] // GTP'
    [InlineData(2152, "3001 0004 00000001")] // an echo request
    [InlineData(6081, "4000 6558 00002A00")] // version 1
    [InlineData(3544, "45000000")]           // no IPv6
    [InlineData(1701, "C802 000C")]          // a control message
    [InlineData(5072, "41 52 10 29 00000000")]
    [InlineData(4789, "0800")]
    [InlineData(53, "1234")]
    public void A_port_alone_makes_no_tunnel(ushort port, string payload) =>
        Assert.Equal(DecodeOutcome.NotTcp, Decode(Ethernet(Ipv4(Udp(port, Hex(payload)), 17)), out _));

    [Fact]
    public void A_gtp_extension_of_length_0_is_malformed()
    {
        byte[] datagram = Udp(2152, [.. Hex("34FF 0040 00000001 00000085 00000085"), .. Inner4]);
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ethernet(Ipv4(datagram, 17)), out _));
    }

    [Fact]
    public void Tunnels_in_tunnels_are_followed_as_deep_as_allowed()
    {
        byte[] packet = Inner4;
        for (int i = 0; i < 13; i++)
        {
            packet = Ipv4(packet, 4);
        }
        Assert.Equal(DecodeOutcome.Segment, Decode(Ethernet(packet), out _));
        Assert.Equal(DecodeOutcome.TooDeep, Decode(Ethernet(Ipv4(Ipv4(packet, 4), 4)), out _));
    }

    [Fact]
    public void Tcp_that_an_icmp_error_quotes_is_no_segment()
    {
        Assert.Equal(DecodeOutcome.NotTcp, Decode(Ethernet(Ipv4([3, 1, 0, 0, 0, 0, 0, 0, .. Inner4], 1)), out _));
        Assert.Equal(DecodeOutcome.NotTcp, Decode(Ethernet(Ipv6([1, 0, 0, 0, 0, 0, 0, 0, .. Inner6], 58), 0x86DD), out _));
    }

    /// <summary>The length that the outer packet says bounds the inner one: no device can have lost what was never there.</summary>
    [Fact]
    public void An_inner_packet_ends_where_the_outer_one_does()
    {
        byte[] longer = Ipv4(Tcp(), totalLength: 500);
        Assert.Equal(5, Segment(Ethernet(Ipv4(longer, 4))).PayloadLength);
    }
}

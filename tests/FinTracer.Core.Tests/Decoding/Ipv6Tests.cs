using System;
using System.Buffers.Binary;
using System.Net;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class Ipv6Tests
{
    const string Route = "20010DB8000000000000000000000009";

    [Fact]
    public void The_header_leaves_its_facts_to_the_segment()
    {
        Segment segment = Segment(Ipv6(Tcp(), hopLimit: 57, flowLabel: 0xABCDE, trafficClass: 0x2E), LinkType.Raw);
        Assert.Equal((0, 57, 0x2E, 0xABCDEu), (segment.IpId, segment.HopLimit, segment.TrafficClass, segment.FlowLabel));
        Assert.False(segment.Source.IsIpv4);
        Assert.Equal(SegmentTraits.None, segment.Traits);
    }

    [Theory]
    [InlineData(0, "06 00 0502 0000 0100")]                         // hop-by-hop: router alert
    [InlineData(60, "06 01 01 0C 000000000000000000000000")]        // destination options
    [InlineData(0, "3C 00 0104 0000 0000 0600 0104 0000 0000")]     // hop-by-hop, then destination options
    [InlineData(43, "06 02 00 00 00000000" + Route)]                // routing, nothing left to visit
    [InlineData(51, "06 04 0000 00000001 00000001 000000000000000000000000")] // authentication
    [InlineData(44, "06 00 0000 0000ABCD")]                         // an atomic fragment (RFC 6946)
    [InlineData(135, "06 00 0000 0000 0000")]                       // mobility
    [InlineData(139, "06 00 0000 0000 0000")]                       // host identity
    [InlineData(140, "06 00 0000 0000 0000")]                       // shim6
    public void Extension_headers_are_stepped_over(byte next, string headers) =>
        AssertIsTheSegment(Segment(Ipv6([.. Hex(headers), .. WithChecksum(Tcp(), ipv6: true)], next), LinkType.Raw), ipv6: true);

    /// <summary>RFC 8200 §8.1: the pseudo-header, and so the connection, has the final destination.</summary>
    [Theory]
    [InlineData(43, "06 02 00 01 00000000" + Route)]
    [InlineData(43, "06 02 02 01 00000000" + Route)]
    [InlineData(43, "06 02 04 01 00000000" + Route)]
    public void Behind_a_routing_header_the_final_destination_counts(byte next, string headers)
    {
        Segment segment = Segment(Ipv6([.. Hex(headers), .. Tcp()], next), LinkType.Raw);
        Assert.Equal(IPAddress.Parse("2001:db8::9"), segment.Destination.ToIPAddress());
    }

    [Theory]
    [InlineData(59)] // no next header
    [InlineData(58)]
    [InlineData(50)]
    public void Other_protocols_are_not_tcp(byte next) => Assert.Equal(DecodeOutcome.NotTcp, Decode(Ipv6(Tcp(), next), out _, LinkType.Raw));

    [Fact]
    public void A_chain_that_runs_out_of_the_packet_is_malformed() =>
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ipv6(Hex("3C 08 0104 0000 0000"), 60), out _, LinkType.Raw));

    [Fact]
    public void A_long_chain_ends()
    {
        byte[] chain = new byte[8 * 7000];
        for (int i = 0; i < chain.Length; i += 8)
        {
            chain[i] = 60;
        }
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ipv6(chain, 60), out _, LinkType.Raw));
    }

    /// <summary>RFC 2675: the length of a jumbo payload stands in a hop-by-hop option; Linux's BIG TCP writes it so.</summary>
    [Fact]
    public void A_jumbo_payload_has_the_length_of_its_option()
    {
        byte[] tcp = Tcp(payload: 200_000);
        byte[] option = Hex("06 00 C204 00000000");
        BinaryPrimitives.WriteUInt32BigEndian(option.AsSpan(4), (uint)(tcp.Length + 8));
        Segment segment = Segment([.. Ipv6([.. option, .. tcp], 0, payloadLength: 0), 1, 2, 3], LinkType.Raw);
        Assert.Equal(200_000, segment.PayloadLength);
        Assert.True(segment.Has(SegmentTraits.Offloaded));
    }

    [Theory]
    [InlineData("06 00 C204 FFFFFFFF")]
    [InlineData("06 00 C204 00000001")]
    [InlineData("06 00 C2FF 00000100")]
    public void A_jumbo_option_that_cannot_be_is_malformed(string option) =>
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ipv6([.. Hex(option), .. Tcp()], 0, payloadLength: 0), out _, LinkType.Raw));

    [Fact]
    public void A_payload_length_of_0_takes_the_length_of_the_frame()
    {
        Segment segment = Segment(Ipv6(Tcp(payload: 3000), payloadLength: 0), LinkType.Raw);
        Assert.Equal((3000, SegmentTraits.Offloaded), (segment.PayloadLength, segment.Traits));
    }
}

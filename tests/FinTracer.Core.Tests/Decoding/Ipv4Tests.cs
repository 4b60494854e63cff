using System.Linq;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class Ipv4Tests
{
    [Fact]
    public void The_header_leaves_its_facts_to_the_segment()
    {
        Segment segment = Segment(Ethernet(Ipv4(Tcp(), id: 0xBEEF, ttl: 57, tos: 0x2E)));
        Assert.Equal((0xBEEF, 57, 0x2E, 0u), (segment.IpId, segment.HopLimit, segment.TrafficClass, segment.FlowLabel));
        Assert.True(segment.Source.IsIpv4);
    }

    [Fact]
    public void Options_are_stepped_over() => AssertIsTheSegment(Segment(Ethernet(Ipv4(Tcp(), options: Hex("94040000 01010101")))));

    /// <summary>Segmentation offload leaves the total length 0: then the frame's own length counts (Linux shows such frames at the sender).</summary>
    [Fact]
    public void A_total_length_of_0_takes_the_length_of_the_frame()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(payload: 3000), totalLength: 0));
        Segment whole = Segment(frame);
        Segment cut = Segment([.. frame.Take(54)], wireLength: frame.Length);
        Assert.Equal((3000, SegmentTraits.Offloaded), (whole.PayloadLength, whole.Traits));
        Assert.Equal((3000, SegmentTraits.Offloaded | SegmentTraits.Cut), (cut.PayloadLength, cut.Traits));
    }

    [Fact]
    public void A_giant_of_an_offloading_endpoint_keeps_its_length()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(payload: 100_000), totalLength: 0));
        Assert.Equal(100_000, Segment(frame).PayloadLength);
    }

    /// <summary>Tools that cut frames and write the cut length as that of the wire leave a right header behind.</summary>
    [Fact]
    public void A_length_beyond_the_frame_is_believed_when_the_header_checksum_is_right()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(payload: 1000)));
        Segment segment = Segment([.. frame.Take(100)]);
        Assert.Equal((1000, SegmentTraits.Cut), (segment.PayloadLength, segment.Traits));
    }

    [Fact]
    public void A_length_beyond_the_frame_is_damage_when_the_header_checksum_is_wrong()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(payload: 10)));
        frame[16] = 0x70;
        Assert.Equal(10, Segment(frame).PayloadLength);
    }

    [Theory]
    [InlineData(0, 0x55)] // version 5
    [InlineData(0, 0x44)] // header of 16 octets
    [InlineData(3, 19)]   // total length inside the header
    public void Contradictions_are_malformed(int offset, byte value)
    {
        byte[] packet = Ipv4(Tcp());
        packet[offset] = value;
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ethernet(packet), out _));
    }

    [Fact]
    public void A_total_length_that_holds_no_tcp_header_is_malformed() =>
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ethernet(Ipv4(Tcp(), totalLength: 39)), out _));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(108)]
    [InlineData(132)]
    public void Other_protocols_are_not_tcp(byte protocol) => Assert.Equal(DecodeOutcome.NotTcp, Decode(Ethernet(Ipv4(Tcp(), protocol)), out _));
}

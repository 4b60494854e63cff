using System;
using System.Linq;
using System.Threading.Tasks;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class TcpOptionTests
{
    const SegmentTraits Plain = SegmentTraits.None;

    /// <summary>The classic bug of this field: an unknown option of length 0 must not turn the reader's loop for ever.</summary>
    [Theory]
    [InlineData("FE 00 00 00")]
    [InlineData("08 00 00 00")]
    [InlineData("01 01 FE 01")]
    [InlineData("02 01 05 B4")]
    [InlineData("FE 05 00 00")]
    [InlineData("01 01 01 FE")]
    [InlineData("01 01 01 08")]
    public async Task An_option_of_impossible_length_ends_the_list(string options)
    {
        Segment segment = await Task.Run(() => Decoded(options), TestContext.Current.CancellationToken);
        Assert.Equal(SegmentTraits.BadOptions | SegmentTraits.HasOptions, segment.Traits);
        Assert.Equal(5, segment.PayloadLength);
    }

    [Fact]
    public void What_stands_before_the_damage_is_read()
    {
        Segment segment = Decoded("02 04 05 B4 08 00 00 00", TcpControl.Syn);
        Assert.Equal((ushort)1460, segment.Mss);
        Assert.True(segment.Has(SegmentTraits.BadOptions));
    }

    [Fact]
    public void A_syn_shows_all_it_offers()
    {
        Segment segment = Decoded("02 04 05 B4 04 02 08 0A 00 00 00 07 00 00 00 00 01 03 03 09", TcpControl.Syn);
        Assert.Equal(SegmentTraits.HasOptions | SegmentTraits.SackPermitted | SegmentTraits.HasTimestamps | SegmentTraits.HasWindowScale, segment.Traits);
        Assert.Equal((1460, 7u, 0u, 9), (segment.Mss, segment.TsVal, segment.TsEcr, segment.WindowScale));
    }

    [Fact]
    public void The_usual_timestamps_layout_and_an_unusual_one_read_alike()
    {
        Segment usual = Decoded("01 01 08 0A AA BB CC DD 11 22 33 44");
        Segment unusual = Decoded("08 0A AA BB CC DD 11 22 33 44 01 01");
        Assert.Equal((0xAABBCCDDu, 0x11223344u, SegmentTraits.HasTimestamps | SegmentTraits.HasOptions), (usual.TsVal, usual.TsEcr, usual.Traits));
        Assert.Equal((usual.TsVal, usual.TsEcr, usual.Traits), (unusual.TsVal, unusual.TsEcr, unusual.Traits));
    }

    /// <summary>What Linux puts into a SYN is read in one go: as it is where a no-operation more stands in front, and each octet of it that is another one makes it another list.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(255)]
    public void The_usual_syn_and_an_unusual_one_read_alike(byte shift)
    {
        byte[] usual = [2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0xAA, 0xBB, 0xCC, 0xDD, 0x11, 0x22, 0x33, 0x44, 1, 3, 3, shift];
        AssertReadAlike(usual);
        for (int at = 0; at < usual.Length; at++)
        {
            byte[] another = [.. usual];
            another[at] ^= 0x03;
            AssertReadAlike(another);
        }
    }

    static void AssertReadAlike(byte[] list)
    {
        Segment usual = Decoded(Convert.ToHexString(list), TcpControl.Syn);
        Segment unusual = Decoded("01010101" + Convert.ToHexString(list), TcpControl.Syn);
        Assert.Equal(
            (unusual.Mss, unusual.TsVal, unusual.TsEcr, unusual.WindowScale, unusual.SackRightEdge, unusual.Traits),
            (usual.Mss, usual.TsVal, usual.TsEcr, usual.WindowScale, usual.SackRightEdge, usual.Traits));
    }

    [Fact]
    public void Sack_gives_the_right_edge_of_its_first_block()
    {
        Segment segment = Decoded("01 01 05 12 00 00 00 10 00 00 00 20 00 00 00 30 00 00 00 40");
        Assert.Equal(0x20u, segment.SackRightEdge.Value);
        Assert.True(segment.Has(SegmentTraits.HasSack));
    }

    [Fact]
    public void Mptcp_is_noticed() => Assert.True(Decoded("1E 04 00 81").Has(SegmentTraits.HasMptcp));

    /// <summary>RFC 7323 §2.3: a shift above 14 is used as 14.</summary>
    [Fact]
    public void A_window_scale_above_14_counts_as_14() => Assert.Equal(14, Decoded("03 03 0F 00", TcpControl.Syn).WindowScale);

    [Theory]
    [InlineData("02 03 05 00")]
    [InlineData("08 04 00 00")]
    [InlineData("05 04 00 00")]
    [InlineData("04 03 00 00")]
    [InlineData("03 02 00 00")]
    public void A_known_option_of_the_wrong_length_is_passed_over_and_noted(string options)
    {
        Segment segment = Decoded(options + " 01 01 08 0A 00 00 00 05 00 00 00 06", TcpControl.Syn);
        Assert.True(segment.Has(SegmentTraits.BadOptions));
        Assert.Equal(0, segment.Mss);
        Assert.False(segment.Has(SegmentTraits.HasSack | SegmentTraits.SackPermitted | SegmentTraits.HasWindowScale));
    }

    [Fact]
    public void An_unknown_option_is_passed_over()
    {
        Segment segment = Decoded("FD 04 AA BB 01 01 08 0A 00 00 00 05 00 00 00 06");
        Assert.Equal((5u, SegmentTraits.HasOptions | SegmentTraits.HasTimestamps), (segment.TsVal, segment.Traits));
    }

    [Theory]
    [InlineData("01 01 01 01")]
    [InlineData("00 00 00 00")]
    [InlineData("01 00 08 00")] // nothing behind the end of the list counts
    public void Padding_alone_is_no_option(string options) => Assert.Equal(Plain, Decoded(options).Traits);

    /// <summary>A snap length of 54 keeps Ethernet, IPv4 and the fixed TCP header: the segment is known, its options are not.</summary>
    [Fact]
    public void A_capture_that_ends_with_the_fixed_header_still_shows_the_segment()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(options: Hex("01 01 08 0A 00 00 00 05 00 00 00 06"), payload: 1000)));
        Segment segment = Segment([.. frame.Take(54)], wireLength: frame.Length);
        Assert.Equal(1000, segment.PayloadLength);
        Assert.Equal(SegmentTraits.Cut | SegmentTraits.HasOptions, segment.Traits);
    }

    [Fact]
    public void Options_cut_by_the_capture_are_not_bad()
    {
        byte[] frame = Ethernet(Ipv4(Tcp(options: Hex("02 04 05 B4 01 01 08 0A 00 00 00 05 00 00 00 06"))));
        for (int kept = 54; kept < 54 + 16; kept++)
        {
            Segment segment = Segment([.. frame.Take(kept)], wireLength: frame.Length);
            Assert.Equal(SegmentTraits.Cut | SegmentTraits.HasOptions, segment.Traits & ~SegmentTraits.HasTimestamps);
            Assert.Equal(kept >= 58 ? 1460 : 0, segment.Mss);
        }
    }

    [Fact]
    public void A_data_offset_below_5_is_malformed()
    {
        byte[] tcp = Tcp();
        tcp[12] = 0x40;
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ethernet(Ipv4(tcp)), out _));
    }

    [Fact]
    public void A_data_offset_beyond_the_segment_is_malformed()
    {
        byte[] tcp = Tcp(payload: 0);
        tcp[12] = 0x60;
        Assert.Equal(DecodeOutcome.Malformed, Decode(Ethernet(Ipv4(tcp)), out _));
    }

    static Segment Decoded(string options, TcpControl control = TcpControl.Ack) => Segment(Ethernet(Ipv4(Tcp(control, options: Hex(options)))));
}

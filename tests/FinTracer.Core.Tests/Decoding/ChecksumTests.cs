using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Decoding.Transport;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class ChecksumTests
{
    [Fact]
    public void The_wide_sum_equals_the_plain_one() =>
        Gen.Byte.Array[0, 400].Sample(octets => InternetChecksum.Sum(octets) == NaiveSum(octets), iter: 5_000);

    [Fact]
    public void The_wide_sum_loses_no_carry_of_long_segments()
    {
        byte[] octets = [.. Enumerable.Repeat((byte)0xFF, 262_143)];
        Assert.Equal(NaiveSum(octets), InternetChecksum.Sum(octets));
    }

    /// <summary>Which of both is used depends on the processor.</summary>
    [Fact]
    public void Long_and_short_vectors_give_one_sum() =>
        Gen.Byte.Array[64, 700].Sample(octets => InternetChecksum.Fold(InternetChecksum.SumBlocks(octets)) == InternetChecksum.Fold(InternetChecksum.SumWideBlocks(octets))
            && InternetChecksum.Fold(InternetChecksum.SumBlocks(octets)) is var sum && NaiveSum(octets[..(octets.Length & -64)]) == (ushort)((sum >> 8) | (sum << 8)), iter: 5_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_changed_bit_is_noticed(bool ipv6)
    {
        byte[] packet = ipv6 ? Ipv6(Tcp(payload: 101)) : Ipv4(Tcp(payload: 101));
        int start = ipv6 ? 60 : 40;
        Assert.Equal(SegmentTraits.None, Segment(packet, LinkType.Raw).Traits);
        for (int i = start; i < packet.Length; i++)
        {
            packet[i] ^= 0x10;
            Assert.Equal(SegmentTraits.BadChecksum, Segment(packet, LinkType.Raw).Traits);
            packet[i] ^= 0x10;
        }
    }

    [Fact]
    public void A_cut_segment_cannot_be_checked()
    {
        byte[] packet = Ipv4(Tcp(payload: 100));
        packet[45] ^= 1;
        Assert.Equal(SegmentTraits.Cut, Segment([.. packet.Take(100)], LinkType.Raw, packet.Length).Traits);
    }

    [Fact]
    public void Checking_can_be_left_out()
    {
        byte[] packet = Ipv4(Tcp());
        packet[^1] ^= 1;
        var decoder = new FrameDecoder(new DecodingOptions { VerifyChecksums = false });
        Assert.Equal(DecodeOutcome.Segment, decoder.Decode(Frame(packet, LinkType.Raw), out Segment segment));
        Assert.Equal(SegmentTraits.None, segment.Traits);
    }
}

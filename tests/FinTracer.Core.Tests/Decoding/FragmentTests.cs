using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class FragmentTests
{
    static readonly byte[] LongTcp = WithChecksum(Tcp(payload: 3000, options: Hex("01 01 08 0A 00 00 00 05 00 00 00 06")));

    readonly FrameDecoder _decoder = new(new DecodingOptions { MaxFragmentedDatagrams = 4 });

    [Fact]
    public void The_frame_that_completes_a_datagram_is_the_segment()
    {
        List<byte[]> fragments = Split(LongTcp, 1480);
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[0], out _));
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[1], out _));
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[2], out Segment segment));
        AssertIsTheSegment(segment, payload: 3000);
        Assert.Equal(SegmentTraits.Reassembled | SegmentTraits.HasOptions | SegmentTraits.HasTimestamps, segment.Traits);
        Assert.Equal((5u, (ushort)0x1234, 0), (segment.TsVal, segment.IpId, _decoder.OpenDatagrams));
    }

    [Fact]
    public void Order_and_size_of_the_fragments_do_not_matter() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, int.MaxValue], Gen.Bool).Sample((units, seed, ipv6) =>
        {
            byte[] tcp = ipv6 ? WithChecksum(LongTcp, ipv6: true) : LongTcp;
            List<byte[]> fragments = ipv6 ? Split6(tcp, units * 8) : Split(tcp, units * 8);
            byte[][] shuffled = [.. fragments.OrderBy(_ => seed = (int)(((uint)seed * 1_103_515_245u) + 12_345u))];
            var decoder = new FrameDecoder(new DecodingOptions());
            for (int i = 0; i < shuffled.Length - 1; i++)
            {
                Assert.Equal(DecodeOutcome.Fragment, decoder.Decode(Frame(shuffled[i], LinkType.Raw), out _));
            }
            Assert.Equal(DecodeOutcome.Segment, decoder.Decode(Frame(shuffled[^1], LinkType.Raw), out Segment segment));
            AssertIsTheSegment(segment, ipv6, payload: 3000);
            Assert.Equal(5u, segment.TsVal);
            Assert.Equal(0, decoder.OpenDatagrams);
        }, iter: 300);

    [Fact]
    public void A_snap_length_changes_no_length()
    {
        List<byte[]> fragments = Split(LongTcp, 1480);
        Add([.. fragments[0].Take(44)], out _, fragments[0].Length);
        Add([.. fragments[1].Take(20)], out _, fragments[1].Length);
        Assert.Equal(DecodeOutcome.Segment, Add([.. fragments[2].Take(20)], out Segment segment, fragments[2].Length));
        AssertIsTheSegment(segment, payload: 3000);
        Assert.Equal(SegmentTraits.Reassembled | SegmentTraits.Cut | SegmentTraits.HasOptions, segment.Traits);
    }

    [Fact]
    public void A_tcp_header_split_over_fragments_is_read()
    {
        List<byte[]> fragments = Split(WithChecksum(Tcp(payload: 0)), 8);
        Assert.Equal(3, fragments.Count);
        Add(fragments[0], out _);
        Add(fragments[1], out _);
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[2], out Segment segment));
        AssertIsTheSegment(segment, payload: 0);
        Assert.Equal(SegmentTraits.Reassembled, segment.Traits);
    }

    /// <summary>An attacker's second first fragment must not change ports that were seen: the octets that came first stay.</summary>
    [Fact]
    public void Where_fragments_overlap_the_first_wins()
    {
        List<byte[]> fragments = Split(LongTcp, 1480);
        byte[] forged = [.. fragments[0]];
        forged[20] ^= 0xFF;
        Add(fragments[0], out _);
        Assert.Equal(DecodeOutcome.Fragment, Add(forged, out _));
        Add(fragments[1], out _);
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[2], out Segment segment));
        AssertIsTheSegment(segment, payload: 3000);
    }

    [Theory]
    [InlineData(0x2000, 1481)] // not the last, and no multiple of 8
    [InlineData(0x1FFF, 100)]  // ends beyond 65,535
    public void A_fragment_that_cannot_be_is_malformed(ushort field, int length)
    {
        Assert.Equal(DecodeOutcome.Malformed, Add(Ipv4(new byte[length], fragment: field), out _));
        Assert.Equal(0, _decoder.OpenDatagrams);
    }

    [Fact]
    public void Two_ends_of_one_datagram_are_malformed()
    {
        Add(Ipv4(new byte[80], fragment: 10), out _);
        Assert.Equal(DecodeOutcome.Malformed, Add(Ipv4(new byte[88], fragment: 10), out _));
    }

    [Fact]
    public void Octets_behind_the_end_are_malformed()
    {
        Add(Ipv4(new byte[80], fragment: 10), out _);
        Assert.Equal(DecodeOutcome.Malformed, Add(Ipv4(new byte[80], fragment: 0x2000 | 20), out _));
    }

    [Fact]
    public void The_oldest_datagram_is_given_up_for_the_newest()
    {
        List<byte[]> fragments = Split(LongTcp, 1480);
        Add(fragments[0], out _);
        for (ushort id = 1; id <= 4; id++)
        {
            Add(Ipv4(new byte[80], id: id, fragment: 0x2000), out _);
        }
        Assert.Equal(4, _decoder.OpenDatagrams);
        Add(fragments[1], out _);
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[2], out _));
    }

    /// <summary>A hundred thousand datagrams of which only the start ever comes: 150 MB of fragments, and no more than 1024 of them are kept.</summary>
    [Fact]
    public void Datagrams_that_are_never_completed_take_a_bounded_memory()
    {
        var options = new DecodingOptions();
        var decoder = new FrameDecoder(options);
        long before = System.GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 100_000; i++)
        {
            byte[] start = Ipv4(new byte[1480], id: (ushort)i, fragment: 0x2000);
            start[13] = (byte)(i >> 16); // the source's second octet: every datagram is another
            decoder.Decode(new Frame { Id = new(0, i + 1), TimestampNs = 1_000, LinkType = LinkType.Raw, WireLength = (uint)start.Length, Data = start }, out _);
        }
        Assert.InRange(decoder.OpenDatagrams, 1, options.MaxFragmentedDatagrams);
        Assert.InRange(System.GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 75_000_000); // half of all: tests beside this one take and let go of theirs
        System.GC.KeepAlive(decoder);
    }

    [Fact]
    public void Fragments_wait_no_longer_than_the_time_allowed()
    {
        List<byte[]> fragments = Split(LongTcp, 1480);
        long late = 1_000 + new DecodingOptions().FragmentTimeoutNs + 1;
        Add(fragments[0], out _);
        Add(fragments[1], out _);
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[2], out _, timestampNs: late));
        Assert.Equal(1, _decoder.OpenDatagrams);
    }

    /// <summary>A datagram seen at two places comes out once for each, not mixed.</summary>
    [Fact]
    public void Fragments_of_two_places_are_kept_apart()
    {
        List<byte[]> fragments = Split(LongTcp, 2000);
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[0], out _, interfaceId: 0));
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[0], out _, interfaceId: 1));
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[1], out _, interfaceId: 0));
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[1], out _, interfaceId: 1));
    }

    [Fact]
    public void A_tunnel_packet_in_fragments_is_followed()
    {
        byte[] outer = Udp(4789, [.. Hex("08000000 00002A00"), .. Ethernet(Ipv4(Tcp(payload: 1400)))]);
        List<byte[]> fragments = Split(outer, 1000, protocol: 17);
        Assert.Equal(DecodeOutcome.Fragment, Add(fragments[0], out _));
        Assert.Equal(DecodeOutcome.Segment, Add(fragments[1], out Segment segment));
        AssertIsTheSegment(segment, payload: 1400);
        Assert.Equal(SegmentTraits.Reassembled, segment.Traits);
    }

    [Fact]
    public void Fragments_in_a_fragmented_tunnel_are_put_together()
    {
        List<byte[]> inner = Split(LongTcp, 2000);
        List<byte[]> outer = Split(inner[0], 1000, protocol: 4, id: 9);
        Assert.Equal(DecodeOutcome.Fragment, Add(Ipv4(inner[1], 4, id: 8), out _));
        Add(outer[0], out _);
        Add(outer[1], out _);
        Assert.Equal(DecodeOutcome.Segment, Add(outer[2], out Segment segment));
        AssertIsTheSegment(segment, payload: 3000);
    }

    [Fact]
    public void Fragments_of_other_protocols_are_not_kept()
    {
        Assert.Equal(DecodeOutcome.NotTcp, Add(Ipv4(new byte[80], protocol: 1, fragment: 0x2000), out _));
        Assert.Equal(DecodeOutcome.NotTcp, Add(Ipv6([.. Hex("3A 00 0001 00000001"), .. new byte[80]], 44), out _));
        Assert.Equal(0, _decoder.OpenDatagrams);
    }

    DecodeOutcome Add(byte[] packet, out Segment segment, int? wireLength = null, long timestampNs = 1_000, int interfaceId = 0) =>
        _decoder.Decode(Frame(packet, LinkType.Raw, wireLength, timestampNs, interfaceId), out segment);

    static List<byte[]> Split(byte[] payload, int size, byte protocol = 6, ushort id = 0x1234) =>
        [.. payload.Chunk(size).Select((part, index) => Ipv4(part, protocol, id, (ushort)((index * size / 8) | ((index + 1) * size < payload.Length ? 0x2000 : 0))))];

    static List<byte[]> Split6(byte[] payload, int size) =>
        [.. payload.Chunk(size).Select((part, index) =>
            Ipv6([6, 0, .. Octets((ushort)((index * size) | ((index + 1) * size < payload.Length ? 1 : 0))), .. Hex("0000ABCD"), .. part], 44))];
}

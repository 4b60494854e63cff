using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Wire;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

public class DecoderPropertyTests
{
    static readonly LinkType[] LinkTypes =
        [.. new[] { 0, 1, 9, 10, 12, 14, 50, 51, 101, 104, 108, 113, 129, 219, 228, 229, 239, 242, 276, 105, 65_535 }.Select(value => (LinkType)value)];

    /// <summary>Frames whose mutations reach every layer: all links and tunnels of the other tests.</summary>
    static readonly byte[][] Seeds =
    [
        .. TunnelTests.Tunnels.Select(row => Ethernet(Ipv4(row.Data.Item2, row.Data.Item3))),
        .. TunnelTests.Tunnels.Select(row => Ethernet(Ipv6(row.Data.Item2, row.Data.Item3), 0x86DD)),
        .. LinkLayerTests.Links.Select(row => (byte[])[.. Hex(row.Data.Item3), .. row.Data.Item4 ? Ipv6(Tcp()) : Ipv4(Tcp(options: Hex("0101080A0000000500000006")))]),
        Ethernet(Ipv4(new byte[80], fragment: 0x2000)),
        Ethernet(Ipv4(new byte[80], fragment: 10)),
        Ethernet(Ipv6([6, 0, 0, 1, 0, 0, 0, 1, .. new byte[80]], 44), 0x86DD),
    ];

    [Fact]
    public void Any_octets_give_one_outcome()
    {
        var decoder = new FrameDecoder(new DecodingOptions { MaxFragmentedDatagrams = 8 }, new FixedForeignDecoder(4, 0x0800));
        Gen.Select(Gen.OneOf(LinkTypes.Select(Gen.Const).ToArray()), Gen.Byte.Array[0, 200], Gen.UInt).Sample((linkType, octets, wireLength) =>
            Enum.IsDefined(Decode(decoder, octets, linkType, wireLength, out _)), iter: 50_000, threads: 1);
        Assert.InRange(decoder.OpenDatagrams, 0, 8);
    }

    [Fact]
    public void Damaged_frames_give_one_outcome()
    {
        var decoder = new FrameDecoder(new DecodingOptions { MaxFragmentedDatagrams = 8 }, new FixedForeignDecoder(4, 0x0800));
        var outcomes = new HashSet<DecodeOutcome>();
        var change = Gen.Select(Gen.Int[0, 160], Gen.Byte);
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[0, 5], Gen.Int[0, 300], Gen.Int[0, LinkTypes.Length * 4]).Sample((seed, changes, length, link) =>
        {
            byte[] octets = [.. Seeds[seed].Take(length)];
            foreach ((int place, byte value) in changes.Where(each => each.Item1 < octets.Length))
            {
                octets[place] = value;
            }
            DecodeOutcome outcome = Decode(decoder, octets, link < LinkTypes.Length ? LinkTypes[link] : LinkType.Ethernet, (uint)Seeds[seed].Length, out Segment segment);
            outcomes.Add(outcome);
            return outcome != DecodeOutcome.Segment || segment.PayloadLength >= 0;
        }, iter: 100_000, threads: 1);
        Assert.True(outcomes.IsSupersetOf([DecodeOutcome.Segment, DecodeOutcome.NotTcp, DecodeOutcome.Truncated, DecodeOutcome.Malformed, DecodeOutcome.Fragment]));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var controls = Gen.Byte.Select(value => (TcpControl)value);
        Gen.Select(controls, Gen.Int[0, 1460], Gen.UShort, Gen.UShort, Gen.Byte, Gen.Byte, Gen.Bool, Gen.UInt)
            .Sample((control, payload, window, id, ttl, tos, ipv6, tsVal) =>
            {
                byte[] tcp = Tcp(control, payload, [1, 1, 8, 10, .. Octets(tsVal), .. Octets(~tsVal)], window);
                Segment segment = Segment(ipv6
                    ? Ethernet(Ipv6(tcp, hopLimit: ttl, trafficClass: tos), 0x86DD)
                    : Ethernet(Ipv4(tcp, id: id, ttl: ttl, tos: tos)));
                Assert.Equal((control, payload, window, ttl, tos), (segment.Control, segment.PayloadLength, segment.Window, segment.HopLimit, segment.TrafficClass));
                Assert.Equal((tsVal, ~tsVal, ipv6 ? 0 : id), (segment.TsVal, segment.TsEcr, segment.IpId));
                Assert.Equal((Seq, Ack, SourcePort, DestinationPort), (segment.Seq.Value, segment.Ack.Value, segment.Source.Port, segment.Destination.Port));
                Assert.Equal(SegmentTraits.HasTimestamps | SegmentTraits.HasOptions, segment.Traits);
            }, iter: 2_000);
    }

    /// <summary>Every field of a segment, on every kind of link that can be written.</summary>
    [Fact]
    public void A_segment_that_was_written_is_the_segment_that_is_read()
    {
        var links = Gen.Select(Gen.OneOf(Gen.Const(LinkType.Ethernet), Gen.Const(LinkType.LinuxSll), Gen.Const(LinkType.LinuxSll2), Gen.Const(LinkType.Raw)), Gen.Int[0, 4094]);
        var numbers = Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt);
        var small = Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort, Gen.Byte, Gen.Byte, Gen.Byte, Gen.Int[0, 14]);
        Gen.Select(links, numbers, small, Gen.Int[0, 1400], Gen.Int[0, 31], Gen.Bool).Sample((link, number, field, payload, options, ipv6) =>
        {
            var traits = SegmentTraits.None;
            foreach ((int bit, SegmentTraits trait) in new[] { (1, SegmentTraits.HasTimestamps), (2, SegmentTraits.HasSack), (4, SegmentTraits.HasWindowScale), (8, SegmentTraits.SackPermitted) })
            {
                traits |= (options & bit) != 0 ? trait : SegmentTraits.None;
            }

            ushort mss = (options & 16) != 0 ? (ushort)Math.Max(1, (int)field.Item3) : (ushort)0;
            var written = new Segment
            {
                Source = ipv6 ? new(((UInt128)0x2001_0db8_0000_0000 << 64) | number.Item1, field.Item1) : Endpoint.FromIpv4(number.Item1, field.Item1),
                Destination = ipv6 ? new(((UInt128)0x2001_0db8_0000_0001 << 64) | number.Item2, field.Item2) : Endpoint.FromIpv4(number.Item2, field.Item2),
                Seq = new(number.Item3),
                Ack = new(number.Item4),
                PayloadLength = payload,
                TsVal = (options & 1) != 0 ? number.Item5 : 0,
                TsEcr = (options & 1) != 0 ? ~number.Item5 : 0,
                SackRightEdge = (options & 2) != 0 ? new(number.Item5) : default,
                FlowLabel = ipv6 ? number.Item5 & 0xF_FFFF : 0,
                IpId = ipv6 ? (ushort)0 : field.Item3,
                Window = field.Item1,
                Mss = mss,
                Control = (TcpControl)field.Item4,
                HopLimit = field.Item5,
                TrafficClass = field.Item6,
                WindowScale = (options & 4) != 0 ? (byte)field.Item7 : (byte)0,
                Traits = traits | (traits != SegmentTraits.None || mss != 0 ? SegmentTraits.HasOptions : SegmentTraits.None),
            };
            byte[] octets = FrameWriter.Write(written, link.Item1, link.Item1 == LinkType.Ethernet ? link.Item2 : 0);
            Segment read = Segment(octets, link.Item1);
            Assert.Equal(written, read with { Frame = default, TimestampNs = 0, PlaceMark = 0 });
        }, iter: 5_000);
    }

    /// <summary>A snap length below the payload changes what was captured, not what was sent.</summary>
    [Fact]
    public void Cutting_a_frame_behind_the_tcp_header_changes_only_what_depends_on_the_octets() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 1000], Gen.Bool).Sample((payload, kept, ipv6) =>
        {
            byte[] tcp = Tcp(payload: payload);
            byte[] frame = ipv6 ? Ethernet(Ipv6(tcp), 0x86DD) : Ethernet(Ipv4(tcp));
            int headers = frame.Length - payload;
            Segment whole = Segment(frame);
            Segment cut = Segment([.. frame.Take(headers + Math.Min(kept, payload - 1))], wireLength: frame.Length);
            Assert.Equal(whole with { Traits = SegmentTraits.Cut }, cut);
        }, iter: 1_000);

    /// <summary>A second opinion on well-formed frames: PacketDotNet builds them.</summary>
    [Fact]
    public void Frames_that_PacketDotNet_builds_are_read_as_it_meant_them() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UInt, Gen.UInt, Gen.Byte, Gen.Byte.Array[0, 300], Gen.Bool).Sample((source, destination, seq, ack, control, payload, ipv6) =>
        {
            var tcp = new PacketDotNet.TcpPacket(source, destination) { SequenceNumber = seq, AcknowledgmentNumber = ack, Flags = control, PayloadData = payload };
            PacketDotNet.IPPacket ip = ipv6
                ? new PacketDotNet.IPv6Packet(new IPAddress(Source6), new IPAddress(Destination6))
                : new PacketDotNet.IPv4Packet(new IPAddress(Octets(Source4)), new IPAddress(Octets(Destination4)));
            ip.PayloadPacket = tcp;
            tcp.UpdateCalculatedValues();
            tcp.UpdateTcpChecksum();
            Segment segment = Segment(ip.Bytes, LinkType.Raw);
            Assert.Equal((source, destination, seq, ack), (segment.Source.Port, segment.Destination.Port, segment.Seq.Value, segment.Ack.Value));
            Assert.Equal(((TcpControl)control, payload.Length), (segment.Control, segment.PayloadLength));
            Assert.Equal(SegmentTraits.None, segment.Traits);
        }, iter: 1_000);

    [Fact]
    public void Decoding_allocates_nothing()
    {
        var decoder = new FrameDecoder(new DecodingOptions());
        byte[] segment = Ethernet(Ipv4(Tcp(payload: 1000, options: Hex("0101080A0000000500000006"))));
        byte[] tunnel = Ethernet(Ipv4(Udp(4789, [.. Hex("08000000 00002A00"), .. Ethernet(Ipv6(Tcp()), 0x86DD)]), 17));
        byte[] first = Ethernet(Ipv4(new byte[80], fragment: 0x2000));
        byte[] last = Ethernet(Ipv4(new byte[80], fragment: 10));
        byte[] damaged = [.. segment.Take(40)];
        byte[][] frames = [segment, tunnel, first, last, damaged];
        DecodeEach(decoder, frames, 1_000);
        Allocation.None(100_000, () => DecodeEach(decoder, frames, 100_000));
    }

    /// <summary>Whatever is wrong with them: counting a frame that cannot be decoded costs no more than decoding one.</summary>
    [Fact]
    public void Damaged_frames_are_decoded_without_an_allocation()
    {
        var decoder = new FrameDecoder(new DecodingOptions { MaxFragmentedDatagrams = 8 });
        var random = new Random(1);
        byte[][] damaged = [.. Enumerable.Range(0, 20_000).Select(i => Damage(Seeds[i % Seeds.Length], random))];
        int[] outcomes = new int[Enum.GetValues<DecodeOutcome>().Length];
        Round(); // what is set up once, and the datagrams that are put together
        Allocation.None(damaged.Length, Round);
        Assert.True(outcomes.Count(count => count > 0) >= 5, string.Join(' ', outcomes));

        void Round()
        {
            foreach (byte[] frame in damaged)
            {
                outcomes[(int)Decode(decoder, frame, LinkType.Ethernet, (uint)frame.Length, out _)]++;
            }
        }
    }

    /// <summary>Cut somewhere, and some octets changed.</summary>
    static byte[] Damage(byte[] seed, Random random)
    {
        byte[] octets = [.. seed.Take(random.Next(seed.Length + 1))];
        for (int change = random.Next(4); change > 0 && octets.Length > 0; change--)
        {
            octets[random.Next(octets.Length)] = (byte)random.Next(256);
        }

        return octets;
    }

    /// <summary>The place mark tells two taps apart and is the same for two frames of one tap.</summary>
    [Theory]
    [InlineData(1, "020000000001 020000000002 8100 0001 0800", "020000000001 020000000002 8100 0002 0800")]
    [InlineData(1, "020000000001 020000000002 8100 0001 0800", "020000000001 020000000002 0800")]
    [InlineData(1, "020000000001 020000000002 8100 0001 8100 0002 0800", "020000000001 020000000002 8100 0002 8100 0001 0800")]
    [InlineData(113, "0000 0001 0006 020000000002 0000 0800", "0004 0001 0006 020000000002 0000 0800")]
    [InlineData(276, "0800 0000 00000003 0001 00 06 0200000000020000", "0800 0000 00000004 0001 00 06 0200000000020000")]
    [InlineData(276, "0800 0000 00000003 0001 00 06 0200000000020000", "0800 0000 00000003 0001 04 06 0200000000020000")]
    public void Places_differ_in_their_marks(int linkType, string here, string there)
    {
        uint mark = Segment([.. Hex(here), .. Ipv4(Tcp())], (LinkType)linkType).PlaceMark;
        Assert.Equal(mark, Segment([.. Hex(here), .. Ipv4(Tcp(payload: 7))], (LinkType)linkType).PlaceMark);
        Assert.NotEqual(mark, Segment([.. Hex(there), .. Ipv4(Tcp())], (LinkType)linkType).PlaceMark);
    }

    [Fact]
    public void Interfaces_differ_in_their_marks()
    {
        var decoder = new FrameDecoder(new DecodingOptions());
        decoder.Decode(Frame(Ethernet(Ipv4(Tcp())), interfaceId: 0), out Segment here);
        decoder.Decode(Frame(Ethernet(Ipv4(Tcp())), interfaceId: 1), out Segment there);
        Assert.NotEqual(here.PlaceMark, there.PlaceMark);
    }

    static DecodeOutcome Decode(FrameDecoder decoder, byte[] octets, LinkType linkType, uint wireLength, out Segment segment) => decoder.Decode(
        new Frame { Id = new FrameId(0, 1), LinkType = linkType, WireLength = Math.Max(wireLength, (uint)octets.Length), Data = octets }, out segment);

    static void DecodeEach(FrameDecoder decoder, byte[][] frames, int turns)
    {
        for (int i = 0; i < turns; i++)
        {
            decoder.Decode(Frame(frames[i % frames.Length]), out _);
        }
    }
}

using System;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using Xunit;
using static FinTracer.Core.Tests.Decoding.TestFrames;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>Frames that are read in one go: the rule is what the walk through the layers makes of them.</summary>
public sealed class PlainFrameTests
{
    static readonly byte[] s_timestamps = Hex("0101080A0000000500000006");
    static readonly byte[] s_syn = Hex("020405B40402080A00000005000000060103030E");

    static readonly byte[][] s_seeds =
    [
        Ethernet(Ipv4(Tcp())),
        Ethernet(Ipv4(Tcp(payload: 0, options: s_timestamps))),
        Ethernet(Ipv4(Tcp(TcpControl.Syn, payload: 0, options: s_syn))),
        Ethernet(Ipv4(Tcp(payload: 250, options: s_timestamps))),
        [.. Ethernet(Ipv4(Tcp(payload: 0))), 1, 2, 3, 4, 5, 6], // padding
        Ethernet(Ipv4(new byte[80], fragment: 0x2000)),
        Ethernet(Ipv4(Tcp(), options: [1, 1, 1, 0])),
        Ethernet(Ipv6(Tcp()), 0x86DD),
    ];

    [Fact]
    public void Reads_what_the_walk_reads()
    {
        int plain = 0, others = 0;
        var change = Gen.Select(Gen.OneOf(Gen.Int[12, 60], Gen.Int[0, 340]), Gen.OneOf(Gen.Byte, Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)0x45), Gen.Const((byte)6), Gen.Const((byte)0x50))));
        Gen.Select(Gen.Int[0, s_seeds.Length - 1], change.Array[0, 3], Gen.OneOf(Gen.Const(1000), Gen.Int[0, 340]), Gen.OneOf(Gen.Const(0u), Gen.UInt[0, 400], Gen.UInt), Gen.Bool)
            .Sample((seed, changes, length, wireLength, verify) =>
            {
                byte[] octets = [.. s_seeds[seed].Take(length)];
                foreach ((int place, byte value) in changes.Where(each => each.Item1 < octets.Length))
                {
                    octets[place] = value;
                }

                Frame frame = new()
                {
                    Id = new FrameId(1, 7),
                    TimestampNs = 42,
                    LinkType = LinkType.Ethernet,
                    InterfaceId = 3,
                    WireLength = Math.Max(wireLength, (uint)octets.Length),
                    Data = octets,
                };
                if (!PlainFrame.TryRead(frame, verify, out Segment segment))
                {
                    Assert.Equal(default, segment);
                    others++;
                    return;
                }

                plain++;
                Assert.Equal(DecodeOutcome.Segment, new FrameDecoder(new() { VerifyChecksums = verify }).Walk(frame, out Segment walked));
                Assert.Equal(walked, segment);
            }, iter: 100_000, threads: 1);
        Assert.True(plain > 20_000 && others > 20_000, $"{plain} plain, {others} others");
    }

    [Fact]
    public void Ordinary_frames_are_plain()
    {
        foreach (byte[] octets in s_seeds[..5])
        {
            Assert.True(PlainFrame.TryRead(Frame(octets, LinkType.Ethernet), true, out _));
        }
    }

    [Fact]
    public void Anything_else_is_not()
    {
        byte[] tagged = [.. s_seeds[0][..12], 0x81, 0x00, 0x00, 0x05, .. s_seeds[0][12..]];
        foreach (byte[] octets in (byte[][])[.. s_seeds[5..], tagged, s_seeds[0][..53]])
        {
            Assert.False(PlainFrame.TryRead(Frame(octets, LinkType.Ethernet), true, out _));
        }

        Assert.False(PlainFrame.TryRead(Frame(s_seeds[0], LinkType.Raw), true, out _));
    }

    /// <summary>Whoever allows one layer only means it.</summary>
    [Fact]
    public void A_limit_of_layers_holds_for_plain_frames_too()
    {
        Assert.Equal(DecodeOutcome.TooDeep, new FrameDecoder(new() { MaxLayers = 1 }).Decode(Frame(s_seeds[0], LinkType.Ethernet), out _));
        Assert.Equal(DecodeOutcome.Segment, new FrameDecoder(new() { MaxLayers = 2 }).Decode(Frame(s_seeds[0], LinkType.Ethernet), out _));
    }
}

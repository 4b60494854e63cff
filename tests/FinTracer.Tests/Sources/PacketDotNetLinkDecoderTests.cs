using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Core.Tests.Decoding;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Sources;

public class PacketDotNetLinkDecoderTests
{
    /// <summary>802.11 QoS data frame to the access point, no frame check sequence, LLC/SNAP with IPv4, then the first octets of an IPv4 header.</summary>
    static readonly byte[] QosData =
    [
        0x88, 0x01, 0x00, 0x00, 0xF0, 0x5C, 0x19, 0x7C, 0x8D, 0x70, 0x5C, 0x5F, 0x67, 0x02, 0x2E, 0x7A, 0x00, 0x11, 0xDC, 0x00, 0x00, 0x01, 0x80, 0x7D, 0x00, 0x00,
        0xAA, 0xAA, 0x03, 0x00, 0x00, 0x00, 0x08, 0x00,
        0x45, 0x00, 0x00, 0x28, 0x6E, 0xA8, 0x40, 0x00, 0x80, 0x06, 0xB7, 0xE2, 0x0A, 0x25, 0x24, 0x5C, 0xCD, 0xB9, 0xD8, 0x0A,
        0xE6, 0x5D, 0x00, 0x50, 0x05, 0xE6, 0xE9, 0x1B, 0xD4, 0x48, 0x5B, 0x00, 0x50, 0x11, 0x40, 0x96, 0x95, 0xFF, 0x00, 0x00,
    ];

    static readonly byte[] Radiotap = [0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, .. QosData];

    [Fact]
    public void Finds_the_packet_behind_an_80211_header()
    {
        Assert.True(new PacketDotNetLinkDecoder().TryFindPacket(LinkType.Ieee80211, QosData, out int offset, out ushort etherType));
        Assert.Equal((34, 0x0800), (offset, etherType));
    }

    [Fact]
    public void Finds_the_packet_behind_a_radiotap_header()
    {
        Assert.True(new PacketDotNetLinkDecoder().TryFindPacket(LinkType.Ieee80211Radiotap, Radiotap, out int offset, out ushort etherType));
        Assert.Equal((42, 0x0800), (offset, etherType));
    }

    [Fact]
    public void Leaves_link_types_alone_that_it_does_not_know()
    {
        var decoder = new PacketDotNetLinkDecoder();
        Assert.False(decoder.TryFindPacket((LinkType)117, QosData, out _, out _));
        Assert.Equal(0, decoder.Failures);
    }

    [Fact]
    public void Counts_what_it_could_not_read_instead_of_throwing()
    {
        var decoder = new PacketDotNetLinkDecoder();
        Assert.False(decoder.TryFindPacket(LinkType.Ieee80211Radiotap, [0x00], out _, out _));
        Assert.False(decoder.TryFindPacket(LinkType.Ppi, [], out _, out _));
        Assert.Equal(2, decoder.Failures);
    }

    [Fact]
    public void Damaged_frames_neither_throw_nor_point_outside()
    {
        var decoder = new PacketDotNetLinkDecoder();
        var linkTypes = Gen.OneOf(LinkType.Ieee80211, LinkType.Ieee80211Radiotap, LinkType.Ppi);
        var mutations = Gen.Select(Gen.Int[0, 40], Gen.Byte).Array[0, 6];
        Gen.Select(linkTypes, mutations, Gen.Int[0, Radiotap.Length]).Sample((linkType, changes, length) =>
        {
            byte[] octets = [.. (linkType == LinkType.Ieee80211 ? QosData : Radiotap).Take(length)];
            foreach ((int place, byte value) in changes.Where(change => change.Item1 < octets.Length))
            {
                octets[place] = value;
            }
            return !decoder.TryFindPacket(linkType, octets, out int offset, out _) || (offset >= 0 && offset <= octets.Length);
        }, iter: 20_000, threads: 1);
    }

    [Theory]
    [InlineData("arkime/tests/pcap/80211http.pcap")]
    [InlineData("libpcap/tests/filter/http_PPI.pcap")]
    [InlineData("zeek/testing/btest/Traces/tunnels/gre-aruba.pcap")]
    public void Shared_captures_of_80211_decode_as_tshark_decodes_them(string capture)
    {
        string folder = SharedCaptures.FolderOrSkip();
        Dictionary<long, TsharkRow> rows = TsharkRow.ReadAll(Path.Combine(folder, "oracle", "tshark-fields.tsv.gz"))
            .Where(row => row.File == capture)
            .ToDictionary(row => row.Frame);
        using CaptureReader reader = OracleCapture.Open(Path.Combine(folder, capture))!;
        var decoder = new FrameDecoder(new DecodingOptions(), new PacketDotNetLinkDecoder());
        Assert.NotEmpty(rows);
        while (reader.TryRead(out Frame frame))
        {
            DecodeOutcome outcome = decoder.Decode(frame, out Segment segment);
            bool wanted = rows.Remove(frame.Id.Number, out TsharkRow? row);
            Assert.Equal((frame.Id.Number, wanted), (frame.Id.Number, outcome == DecodeOutcome.Segment));
            Assert.Empty(wanted ? row!.Differences(segment) : []);
        }
        Assert.Empty(rows);
    }
}

using System;
using System.Buffers.Binary;
using System.Linq;
using System.Net;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>Builds frames from the inside out, with right lengths and checksums, independent of the decoder.</summary>
internal static class TestFrames
{
    public const ushort SourcePort = 40000;
    public const ushort DestinationPort = 80;
    public const uint Seq = 0xFFFF_FFF0;
    public const uint Ack = 0x0102_0304;

    public static readonly uint Source4 = 0x0A00_0001;
    public static readonly uint Destination4 = 0x0A00_0002;
    public static readonly byte[] Source6 = IPAddress.Parse("2001:db8::1").GetAddressBytes();
    public static readonly byte[] Destination6 = IPAddress.Parse("2001:db8::2").GetAddressBytes();

    /// <summary>TCP header and payload; the checksum is filled in by the IP layer around it.</summary>
    public static byte[] Tcp(TcpControl control = TcpControl.Ack, int payload = 5, byte[]? options = null, ushort window = 512)
    {
        options ??= [];
        byte[] octets = new byte[20 + options.Length + payload];
        BinaryPrimitives.WriteUInt16BigEndian(octets, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), Seq);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), Ack);
        octets[12] = (byte)((5 + (options.Length / 4)) << 4);
        octets[13] = (byte)control;
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(14), window);
        options.CopyTo(octets, 20);
        for (int i = 20 + options.Length; i < octets.Length; i++)
        {
            octets[i] = (byte)('a' + (i % 26));
        }
        return octets;
    }

    /// <summary>Fills in the TCP checksum over an IPv4 or IPv6 pseudo-header.</summary>
    public static byte[] WithChecksum(byte[] tcp, bool ipv6 = false)
    {
        byte[] copy = [.. tcp];
        copy[16] = copy[17] = 0;
        byte[] addresses = ipv6 ? [.. Source6, .. Destination6] : [.. Octets(Source4), .. Octets(Destination4)];
        byte[] pseudoHeader = [.. addresses, 0, 6, (byte)(tcp.Length >> 8), (byte)tcp.Length];
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(16), (ushort)~NaiveSum([.. pseudoHeader, .. copy, .. new byte[copy.Length % 2]]));
        return copy;
    }

    public static byte[] Ipv4(byte[] payload, byte protocol = 6, ushort id = 0x1234, ushort fragment = 0x4000, byte[]? options = null, int? totalLength = null, byte ttl = 64, byte tos = 0)
    {
        options ??= [];
        if (protocol == 6 && (fragment & 0x3FFF) == 0 && payload.Length >= 20)
        {
            payload = WithChecksum(payload);
        }
        int length = 20 + options.Length + payload.Length;
        byte[] header = new byte[20 + options.Length];
        header[0] = (byte)(0x40 | (header.Length / 4));
        header[1] = tos;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(totalLength ?? length));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), fragment);
        header[8] = ttl;
        header[9] = protocol;
        Octets(Source4).CopyTo(header, 12);
        Octets(Destination4).CopyTo(header, 16);
        options.CopyTo(header, 20);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)~NaiveSum(header));
        return [.. header, .. payload];
    }

    public static byte[] Ipv6(byte[] payload, byte next = 6, int? payloadLength = null, byte hopLimit = 64, uint flowLabel = 0x12345, byte trafficClass = 0)
    {
        if (next == 6 && payload.Length >= 20)
        {
            payload = WithChecksum(payload, ipv6: true);
        }
        byte[] header = new byte[40];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x6000_0000u | ((uint)trafficClass << 20) | flowLabel);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)(payloadLength ?? payload.Length));
        header[6] = next;
        header[7] = hopLimit;
        Source6.CopyTo(header, 8);
        Destination6.CopyTo(header, 24);
        return [.. header, .. payload];
    }

    public static byte[] Udp(ushort destinationPort, byte[] payload, ushort sourcePort = 50000) =>
        [.. Octets(sourcePort), .. Octets(destinationPort), .. Octets((ushort)(payload.Length + 8)), 0, 0, .. payload];

    public static byte[] Ethernet(byte[] payload, ushort type = 0x0800) => [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, .. Octets(type), .. payload];

    public static byte[] Octets(ushort value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Octets(uint value) => [.. Octets((ushort)(value >> 16)), .. Octets((ushort)value)];

    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Decodes one frame with a fresh decoder.</summary>
    public static DecodeOutcome Decode(byte[] octets, out Segment segment, LinkType linkType = LinkType.Ethernet, int? wireLength = null) =>
        new FrameDecoder(new DecodingOptions()).Decode(Frame(octets, linkType, wireLength), out segment);

    /// <summary>Decodes a frame that must be a segment.</summary>
    public static Segment Segment(byte[] octets, LinkType linkType = LinkType.Ethernet, int? wireLength = null)
    {
        DecodeOutcome outcome = Decode(octets, out Segment segment, linkType, wireLength);
        Xunit.Assert.Equal(DecodeOutcome.Segment, outcome);
        return segment;
    }

    public static Frame Frame(byte[] octets, LinkType linkType = LinkType.Ethernet, int? wireLength = null, long timestampNs = 1_000, int interfaceId = 0) => new()
    {
        Id = new FrameId(0, 7),
        TimestampNs = timestampNs,
        LinkType = linkType,
        InterfaceId = interfaceId,
        WireLength = (uint)(wireLength ?? octets.Length),
        Data = octets,
    };

    /// <summary>The segment of <see cref="Tcp"/> with its defaults, whatever it is wrapped in.</summary>
    public static void AssertIsTheSegment(Segment segment, bool ipv6 = false, int payload = 5)
    {
        Xunit.Assert.Equal(ipv6 ? "[2001:db8::1]:40000" : "10.0.0.1:40000", segment.Source.ToString());
        Xunit.Assert.Equal(ipv6 ? "[2001:db8::2]:80" : "10.0.0.2:80", segment.Destination.ToString());
        Xunit.Assert.Equal((Seq, Ack, payload, TcpControl.Ack), (segment.Seq.Value, segment.Ack.Value, segment.PayloadLength, segment.Control));
        Xunit.Assert.Equal((ushort)512, segment.Window);
        Xunit.Assert.Equal((byte)64, segment.HopLimit);
        Xunit.Assert.Equal((7L, 1_000L), (segment.Frame.Number, segment.TimestampNs));
    }

    /// <summary>RFC 1071 word by word, as slow and plain as can be.</summary>
    public static ushort NaiveSum(byte[] octets)
    {
        uint sum = 0;
        foreach (byte[] word in octets.Chunk(2))
        {
            sum += (uint)((word[0] << 8) | (word.Length > 1 ? word[1] : 0));
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (ushort)sum;
    }
}

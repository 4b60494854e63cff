using System;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Decoding.Transport;

/// <summary>Makes a segment of the TCP header at the cursor and of what the layers before it left there.</summary>
internal static class TcpSegmentReader
{
    const byte TcpProtocol = 6;

    /// <summary>Reads the segment. Its payload length is what the IP lengths leave behind the headers, whatever was captured.</summary>
    public static DecodeOutcome Read(in Frame frame, in LayerCursor cursor, bool verifyChecksum, out Segment segment)
    {
        DecodeOutcome outcome = TcpHeader.Measure(cursor, out int length);
        if (outcome != DecodeOutcome.Segment)
        {
            segment = default;
            return outcome;
        }
        var header = new TcpHeader(cursor.Rest, length);
        TcpOptionReader.Read(header.CapturedOptions, header.MissingOptions, out TcpOptions options);
        segment = new Segment
        {
            Frame = frame.Id,
            TimestampNs = frame.TimestampNs,
            Source = new Endpoint(cursor.Ip.Source, header.SourcePort),
            Destination = new Endpoint(cursor.Ip.Destination, header.DestinationPort),
            Seq = header.Seq,
            Ack = header.Ack,
            PayloadLength = cursor.WireLength - header.Length,
            TsVal = options.TsVal,
            TsEcr = options.TsEcr,
            SackRightEdge = new SequenceNumber(options.SackRightEdge),
            PlaceMark = cursor.PlaceMark,
            FlowLabel = cursor.Ip.FlowLabel,
            IpId = cursor.Ip.Id,
            Window = header.Window,
            Mss = options.Mss,
            Control = header.Control,
            HopLimit = cursor.Ip.HopLimit,
            TrafficClass = cursor.Ip.TrafficClass,
            WindowScale = options.WindowScale,
            Traits = options.Traits | TraitsOf(cursor, verifyChecksum),
        };
        return DecodeOutcome.Segment;
    }

    static SegmentTraits TraitsOf(in LayerCursor cursor, bool verifyChecksum)
    {
        SegmentTraits traits = SegmentTraits.None;
        bool whole = cursor.Rest.Length == cursor.WireLength;
        if (cursor.Ip.Offloaded)
        {
            traits |= SegmentTraits.Offloaded;
        }
        if (cursor.Reassembled)
        {
            traits |= SegmentTraits.Reassembled;
        }
        if (cursor.Reassembled ? cursor.FragmentsCut : !whole)
        {
            traits |= SegmentTraits.Cut;
        }
        if (verifyChecksum && whole && !IsChecksumRight(cursor))
        {
            traits |= SegmentTraits.BadChecksum;
        }
        return traits;
    }

    /// <summary>Sums pseudo-header and segment (RFC 9293 §3.1, RFC 8200 §8.1). Touches every octet: only for segments that are whole.</summary>
    static bool IsChecksumRight(in LayerCursor cursor)
    {
        ulong pseudoHeader = TcpProtocol + ((uint)cursor.WireLength & 0xFFFF) + ((uint)cursor.WireLength >> 16);
        pseudoHeader += cursor.Ip.IsIpv6 ? SumOf(cursor.Ip.Source) + SumOf(cursor.Ip.Destination) : SumOfIpv4(cursor.Ip.Source) + SumOfIpv4(cursor.Ip.Destination);
        return InternetChecksum.Fold(pseudoHeader + InternetChecksum.Sum(cursor.Rest)) == 0xFFFF;
    }

    static ulong SumOfIpv4(UInt128 address)
    {
        uint low = (uint)address;
        return (low >> 16) + (low & 0xFFFF);
    }

    static ulong SumOf(UInt128 address)
    {
        ulong high = (ulong)(address >> 64);
        ulong low = (ulong)address;
        return (high >> 32) + (high & 0xFFFF_FFFF) + (low >> 32) + (low & 0xFFFF_FFFF); // 2^16 ≡ 1: wide words fold to the same sum
    }
}

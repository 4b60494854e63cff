using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using FinTracer.Capture;
using FinTracer.Decoding.Network;
using FinTracer.Decoding.Transport;
using FinTracer.Segments;

namespace FinTracer.Decoding;

/// <summary>
/// A frame as nearly all are: an Ethernet header, an IPv4 header without options or fragments, TCP. Read in one go, since each step of the walk through layers that could be
/// anything costs as much as this. What the layers' own readers would make of it is the rule, and a test holds that it is the same.
/// </summary>
static class PlainFrame
{
    /// <summary>Layers that the walk would pass before TCP.</summary>
    public const int Layers = 2;

    const int TypeOffset = 12;
    const int IpOffset = 14;
    const int FragmentOffset = IpOffset + 6;
    const int HopLimitOffset = IpOffset + 8;
    const int ProtocolOffset = IpOffset + 9;
    const int SourceOffset = IpOffset + 12;
    const int DestinationOffset = IpOffset + 16;
    const int TcpOffset = IpOffset + 20;
    const int LeastLength = TcpOffset + TcpHeader.MinLength;

    const ulong Ipv4WithoutOptions = 0x0800_45; // Ethernet type, version and header length, of the eight octets from the type on
    const ushort FragmentBits = 0x3FFF; // more fragments, and the place of this one

    /// <summary>Reads the segment; false, and no segment, where the frame is anything else, or anything about it is odd.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="verifyChecksum">See <see cref="DecodingOptions.VerifyChecksums"/>.</param>
    /// <param name="segment">The segment.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(in Frame frame, bool verifyChecksum, out Segment segment)
    {
        ReadOnlySpan<byte> octets = frame.Data;
        if (frame.LinkType != LinkType.Ethernet || octets.Length < LeastLength)
        {
            segment = default;
            return false;
        }

        ReadOnlySpan<byte> headers = octets[..LeastLength]; // of a length that the compiler knows: nothing below is checked again
        ulong front = BinaryPrimitives.ReadUInt64BigEndian(headers[TypeOffset..]); // type, version and length, traffic class, total length, identification
        int totalLength = (ushort)(front >> 16);
        int wireLength = (int)Math.Min(Math.Max((uint)octets.Length, frame.WireLength), int.MaxValue) - IpOffset;
        int length = totalLength - (TcpOffset - IpOffset); // of the segment
        int headerLength = (headers[TcpOffset + TcpHeader.DataOffsetOffset] >> 4) * 4; // the data offset counts 32-bit words
        if (front >> 40 != Ipv4WithoutOptions || headers[ProtocolOffset] != IpProtocols.Tcp
            || (BinaryPrimitives.ReadUInt16BigEndian(headers[FragmentOffset..]) & FragmentBits) != 0
            || totalLength > wireLength || headerLength < TcpHeader.MinLength || headerLength > length)
        {
            segment = default;
            return false;
        }

        int captured = Math.Min(octets.Length - TcpOffset, length);
        int capturedHeader = Math.Min(headerLength, captured);
        TcpOptionReader.Read(octets[LeastLength..(TcpOffset + capturedHeader)], headerLength - capturedHeader, out TcpOptions options);
        SegmentTraits traits = options.Traits;
        if (captured < length)
        {
            traits |= SegmentTraits.Cut;
        }
        else if (verifyChecksum && !InternetChecksum.IsRight(octets[SourceOffset..(TcpOffset + length)], IpProtocols.Tcp + (uint)length))
        {
            traits |= SegmentTraits.BadChecksum; // over both addresses, which stand before the segment, protocol and length (RFC 9293 §3.1)
        }

        segment.Fields.Frame = frame.Id;
        segment.Fields.TimestampNs = frame.TimestampNs;
        segment.Fields.Seq = new SequenceNumber(BinaryPrimitives.ReadUInt32BigEndian(headers[(TcpOffset + TcpHeader.SeqOffset)..]));
        segment.Fields.Ack = new SequenceNumber(BinaryPrimitives.ReadUInt32BigEndian(headers[(TcpOffset + TcpHeader.AckOffset)..]));
        segment.Fields.PayloadLength = length - headerLength;
        segment.Fields.TsVal = options.TsVal;
        segment.Fields.TsEcr = options.TsEcr;
        segment.Fields.SackRightEdge = new SequenceNumber(options.SackRightEdge);
        segment.Fields.PlaceMark = (uint)frame.InterfaceId;
        segment.Fields.FlowLabel = 0;
        segment.Fields.IpId = (ushort)front;
        segment.Fields.Window = BinaryPrimitives.ReadUInt16BigEndian(headers[(TcpOffset + TcpHeader.WindowOffset)..]);
        segment.Fields.Mss = options.Mss;
        segment.Fields.Traits = traits;
        segment.Fields.Control = (TcpControl)headers[TcpOffset + TcpHeader.ControlOffset];
        segment.Fields.HopLimit = headers[HopLimitOffset];
        segment.Fields.TrafficClass = (byte)(front >> 32);
        segment.Fields.WindowScale = options.WindowScale;
        segment.From = Endpoint.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(headers[SourceOffset..]), BinaryPrimitives.ReadUInt16BigEndian(headers[TcpOffset..]));
        segment.To = Endpoint.FromIpv4(
            BinaryPrimitives.ReadUInt32BigEndian(headers[DestinationOffset..]), BinaryPrimitives.ReadUInt16BigEndian(headers[(TcpOffset + TcpHeader.DestinationPortOffset)..]));
        return true;
    }
}

using System;
using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Fuzz.Inputs;

/// <summary>
/// A sequence of segments on a handful of four-tuples, eight octets each: which tuple and direction, control bits, how far sequence and acknowledgment
/// numbers lie from what that end would use next, payload length, time since the segment before, IP id and options. So a mutation makes another
/// conversation, and nearly none is dull.
/// </summary>
static class PackedSegments
{
    public const int Length = 8;

    const int Tuples = 3;
    const long Start = 1_700_000_000_000_000_000;

    public static List<Segment> Unpack(ReadOnlySpan<byte> octets)
    {
        List<Segment> segments = [];
        Span<uint> next = stackalloc uint[2 * Tuples];
        for (int i = 0; i < next.Length; i++) { next[i] = (uint)i * 0x5555_5555; }
        long time = Start;
        for (; octets.Length >= Length; octets = octets[Length..])
        {
            int tuple = octets[0] % Tuples;
            bool back = (octets[0] & 0x80) != 0;
            int sender = (2 * tuple) + (back ? 1 : 0), receiver = sender ^ 1;
            time = PackedFrames.Moved(time, (sbyte)octets[5]);
            Segment segment = Make(segments.Count + 1, time, octets, tuple, back, next[sender], next[receiver]);
            if (octets[2] == 0) { next[sender] = segment.NextSeq.Value; }
            segments.Add(segment);
        }
        return segments;
    }

    /// <summary>Packs a conversation of one four-tuple, as far as it can be said in these words.</summary>
    public static byte[] Pack(IReadOnlyList<Segment> segments)
    {
        List<byte> octets = [];
        uint[] next = [0, 0x5555_5555];
        uint?[] shift = [null, null];
        long time = segments[0].TimestampNs;
        foreach (Segment segment in segments)
        {
            int sender = segment.Source == segments[0].Source ? 0 : 1;
            shift[sender] ??= segment.Seq.Value - next[sender];
            int seq = (int)(segment.Seq.Value - shift[sender]!.Value - next[sender]);
            int ack = shift[1 - sender] is { } other ? (int)(segment.Ack.Value - other - next[1 - sender]) : 0;
            double ago = segment.TimestampNs - time;
            time = segment.TimestampNs;
            octets.AddRange([
                (byte)(sender << 7), (byte)segment.Control, (byte)(sbyte)Math.Clamp(seq, -100, 100), (byte)(sbyte)Math.Clamp(ack, -100, 100),
                (byte)(segment.PayloadLength switch { 0 => 0, 1 => 1, < 64 => 2 | (segment.PayloadLength & 0xfc), var more => 3 | ((more >> 8) & 0xfc) }),
                (byte)(sbyte)(Math.Sign(ago) * (int)Math.Round(2 * Math.Log2(Math.Max(1, Math.Abs(ago))))), (byte)(segment.IpId << 3), segment.Has(SegmentTraits.HasTimestamps) ? (byte)0xf2 : (byte)0xf0]);
            if (seq == 0) { next[sender] += (uint)Unpack([.. octets.GetRange(octets.Count - Length, Length)])[0].SegmentLength; }
        }
        return [.. octets];
    }

    static Segment Make(int number, long time, ReadOnlySpan<byte> octets, int tuple, bool back, uint sendersNext, uint receiversNext)
    {
        Endpoint client = Endpoint.FromIpv4(0x0a00_0001, (ushort)(40_000 + tuple));
        Endpoint server = Endpoint.FromIpv4(0x0a00_0002, 80);
        return new()
        {
            Frame = new FrameId(0, number),
            TimestampNs = time,
            Source = back ? server : client,
            Destination = back ? client : server,
            Seq = new(sendersNext + Offset((sbyte)octets[2])),
            Ack = new(receiversNext + Offset((sbyte)octets[3])),
            PayloadLength = (octets[4] & 3) switch { 0 => 0, 1 => 1, 2 => octets[4], _ => octets[4] << 8 },
            Control = (TcpControl)octets[1],
            Window = (ushort)(octets[7] << 4),
            HopLimit = (byte)(60 + (octets[6] & 7)),
            IpId = (ushort)(octets[6] >> 3),
            PlaceMark = (uint)(octets[7] & 1),
            TsVal = (uint)(number * 10),
            TsEcr = (uint)(number * 9),
            Traits = (octets[7] & 2) != 0 ? SegmentTraits.HasTimestamps | SegmentTraits.HasOptions : SegmentTraits.None,
        };
    }

    static uint Offset(sbyte step) => step switch
    {
        > 120 or < -120 => (uint)step << 24,
        > 100 or < -100 => (uint)(step * 600),
        _ => (uint)step,
    };
}

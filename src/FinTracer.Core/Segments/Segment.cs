using System.Diagnostics;
using System.Runtime.CompilerServices;
using FinTracer.Capture;

namespace FinTracer.Segments;

/// <summary>
/// One TCP segment, freed from its bytes: what the layers above know of a packet. Lengths come from the IP header,
/// so a snap length that cut the payload changes nothing here.
/// </summary>
[DebuggerDisplay("{Frame} {Source}>{Destination} {Control} {Seq}:{NextSeq} ack {Ack}")]
public record struct Segment
{
    // Set one by one where a segment lies, by those who make millions of them: an initializer fills another one first, and the copy waits for what was just written.
    internal SegmentFields Fields;
    internal Endpoint From;
    internal Endpoint To;

    /// <summary>The frame it came in (for a reassembled datagram, the frame that completed it).</summary>
    public FrameId Frame
    {
        readonly get => Fields.Frame;
        init => Fields.Frame = value;
    }

    /// <summary>Capture time, nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long TimestampNs
    {
        readonly get => Fields.TimestampNs;
        init => Fields.TimestampNs = value;
    }

    /// <summary>Sender.</summary>
    public Endpoint Source
    {
        readonly get => From;
        init => From = value;
    }

    /// <summary>Receiver.</summary>
    public Endpoint Destination
    {
        readonly get => To;
        init => To = value;
    }

    /// <summary>Sequence number field.</summary>
    public SequenceNumber Seq
    {
        readonly get => Fields.Seq;
        init => Fields.Seq = value;
    }

    /// <summary>Acknowledgment field; meaningful only with <see cref="TcpControl.Ack"/>.</summary>
    public SequenceNumber Ack
    {
        readonly get => Fields.Ack;
        init => Fields.Ack = value;
    }

    /// <summary>Octets of data, from the IP lengths (0 to 65,535; more only for segments that offloading left whole).</summary>
    public int PayloadLength
    {
        readonly get => Fields.PayloadLength;
        init => Fields.PayloadLength = value;
    }

    /// <summary>Timestamps option (RFC 7323), TSval; meaningful only with <see cref="SegmentTraits.HasTimestamps"/>.</summary>
    public uint TsVal
    {
        readonly get => Fields.TsVal;
        init => Fields.TsVal = value;
    }

    /// <summary>Timestamps option, TSecr.</summary>
    public uint TsEcr
    {
        readonly get => Fields.TsEcr;
        init => Fields.TsEcr = value;
    }

    /// <summary>Right edge of the first block of the SACK option (RFC 2018); meaningful only with <see cref="SegmentTraits.HasSack"/>.</summary>
    public SequenceNumber SackRightEdge
    {
        readonly get => Fields.SackRightEdge;
        init => Fields.SackRightEdge = value;
    }

    /// <summary>
    /// Mark of the place the frame was seen at: a mix of interface id, VLAN ids, cooked packet type and interface, MPLS labels and tunnel ids.
    /// Two copies of one segment with different marks were captured twice, never sent twice. 0 to 2^32 - 1, no order.
    /// </summary>
    public uint PlaceMark
    {
        readonly get => Fields.PlaceMark;
        init => Fields.PlaceMark = value;
    }

    /// <summary>IPv6 flow label (20 bits); 0 for IPv4.</summary>
    public uint FlowLabel
    {
        readonly get => Fields.FlowLabel;
        init => Fields.FlowLabel = value;
    }

    /// <summary>IPv4 identification; 0 for IPv6 (<see cref="Segments.Endpoint.IsIpv4"/> tells which).</summary>
    public ushort IpId
    {
        readonly get => Fields.IpId;
        init => Fields.IpId = value;
    }

    /// <summary>Window field, unscaled.</summary>
    public ushort Window
    {
        readonly get => Fields.Window;
        init => Fields.Window = value;
    }

    /// <summary>MSS option of a SYN (octets); 0 when absent.</summary>
    public ushort Mss
    {
        readonly get => Fields.Mss;
        init => Fields.Mss = value;
    }

    /// <summary>Control bits.</summary>
    public TcpControl Control
    {
        readonly get => Fields.Control;
        init => Fields.Control = value;
    }

    /// <summary>IPv4 time to live or IPv6 hop limit.</summary>
    public byte HopLimit
    {
        readonly get => Fields.HopLimit;
        init => Fields.HopLimit = value;
    }

    /// <summary>IPv4 type of service or IPv6 traffic class, ECN bits included.</summary>
    public byte TrafficClass
    {
        readonly get => Fields.TrafficClass;
        init => Fields.TrafficClass = value;
    }

    /// <summary>Window scale option of a SYN: shift count 0 to 14; meaningful only with <see cref="SegmentTraits.HasWindowScale"/>.</summary>
    public byte WindowScale
    {
        readonly get => Fields.WindowScale;
        init => Fields.WindowScale = value;
    }

    /// <summary>What else was seen on it.</summary>
    public SegmentTraits Traits
    {
        readonly get => Fields.Traits;
        init => Fields.Traits = value;
    }

    /// <summary>SEG.LEN of RFC 9293 §3.3.1: data, plus one for SYN and one for FIN.</summary>
    public readonly int SegmentLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => PayloadLength + (Has(TcpControl.Syn) ? 1 : 0) + (Has(TcpControl.Fin) ? 1 : 0);
    }

    /// <summary>The sequence number that follows the segment.</summary>
    public readonly SequenceNumber NextSeq => Seq + SegmentLength;

    /// <summary>The number that the FIN occupies; meaningful only with <see cref="TcpControl.Fin"/>.</summary>
    public readonly SequenceNumber FinSeq => Seq + PayloadLength + (Has(TcpControl.Syn) ? 1 : 0);

    /// <summary>True when any of <paramref name="bits"/> is set.</summary>
    public readonly bool Has(TcpControl bits) => (Control & bits) != 0;

    /// <summary>True when any of <paramref name="traits"/> is set.</summary>
    public readonly bool Has(SegmentTraits traits) => (Traits & traits) != 0;
}

using System.Runtime.InteropServices;
using FinTracer.Capture;

namespace FinTracer.Segments;

/// <summary>
/// Everything of a <see cref="Segment"/>, which documents it, but its four-tuple. Sixty octets, which leave room in a cache line for the place of the four-tuple; copied in one
/// piece, since a copy in wider pieces than those it was just written in waits for them.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
record struct SegmentFields
{
    public FrameId Frame;
    public long TimestampNs;
    public SequenceNumber Seq;
    public SequenceNumber Ack;
    public int PayloadLength;
    public uint TsVal;
    public uint TsEcr;
    public SequenceNumber SackRightEdge;
    public uint PlaceMark;
    public uint FlowLabel;
    public ushort IpId;
    public ushort Window;
    public ushort Mss;
    public SegmentTraits Traits;
    public TcpControl Control;
    public byte HopLimit;
    public byte TrafficClass;
    public byte WindowScale;
}

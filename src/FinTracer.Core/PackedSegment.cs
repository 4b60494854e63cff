using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>
/// A segment while it waits in a batch, in one cache line instead of two, since it goes from the core that reads to the one that tracks: its four-tuple stands
/// apart, once for all segments of the batch that share it (<see cref="BatchTuple"/>). What is in it is that of <see cref="Segment"/>.
/// </summary>
struct PackedSegment
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
    ushort _tuple;
    public bool FromFirst;

    /// <summary>Index of its four-tuple in its shard's list.</summary>
    public readonly int Tuple => _tuple;

    /// <summary>Packs a segment where this one lies: the copy of one made elsewhere would wait for what was just written.</summary>
    public void Pack(in Segment segment, int tuple, bool fromFirst)
    {
        Frame = segment.Frame;
        TimestampNs = segment.TimestampNs;
        Seq = segment.Seq;
        Ack = segment.Ack;
        PayloadLength = segment.PayloadLength;
        TsVal = segment.TsVal;
        TsEcr = segment.TsEcr;
        SackRightEdge = segment.SackRightEdge;
        PlaceMark = segment.PlaceMark;
        FlowLabel = segment.FlowLabel;
        IpId = segment.IpId;
        Window = segment.Window;
        Mss = segment.Mss;
        Traits = segment.Traits;
        Control = segment.Control;
        HopLimit = segment.HopLimit;
        TrafficClass = segment.TrafficClass;
        WindowScale = segment.WindowScale;
        _tuple = (ushort)tuple;
        FromFirst = fromFirst;
    }
}

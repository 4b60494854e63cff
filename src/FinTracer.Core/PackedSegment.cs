using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>
/// A segment while it waits in a batch, in one cache line instead of two, since it goes from the core that reads to the one that tracks: its four-tuple stands
/// apart, once for all segments of the batch that share it (<see cref="BatchTuple"/>).
/// </summary>
readonly struct PackedSegment(in Segment segment, int tuple, bool fromFirst)
{
    readonly FrameId _frame = segment.Frame;
    readonly long _timestampNs = segment.TimestampNs;
    readonly SequenceNumber _seq = segment.Seq;
    readonly SequenceNumber _ack = segment.Ack;
    readonly int _payloadLength = segment.PayloadLength;
    readonly uint _tsVal = segment.TsVal;
    readonly uint _tsEcr = segment.TsEcr;
    readonly SequenceNumber _sackRightEdge = segment.SackRightEdge;
    readonly uint _placeMark = segment.PlaceMark;
    readonly uint _flowLabel = segment.FlowLabel;
    readonly ushort _ipId = segment.IpId;
    readonly ushort _window = segment.Window;
    readonly ushort _mss = segment.Mss;
    readonly SegmentTraits _traits = segment.Traits;
    readonly TcpControl _control = segment.Control;
    readonly byte _hopLimit = segment.HopLimit;
    readonly byte _trafficClass = segment.TrafficClass;
    readonly byte _windowScale = segment.WindowScale;
    readonly ushort _tuple = (ushort)tuple;
    readonly bool _fromFirst = fromFirst;

    /// <summary>Index of its four-tuple in its shard's list.</summary>
    public int Tuple => _tuple;

    /// <summary>The segment as it was.</summary>
    public Segment Unpack(in BatchTuple tuple) => new()
    {
        Frame = _frame,
        TimestampNs = _timestampNs,
        Source = _fromFirst ? tuple.First : tuple.Second,
        Destination = _fromFirst ? tuple.Second : tuple.First,
        Seq = _seq,
        Ack = _ack,
        PayloadLength = _payloadLength,
        TsVal = _tsVal,
        TsEcr = _tsEcr,
        SackRightEdge = _sackRightEdge,
        PlaceMark = _placeMark,
        FlowLabel = _flowLabel,
        IpId = _ipId,
        Window = _window,
        Mss = _mss,
        Control = _control,
        HopLimit = _hopLimit,
        TrafficClass = _trafficClass,
        WindowScale = _windowScale,
        Traits = _traits,
    };
}

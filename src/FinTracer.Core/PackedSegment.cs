using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>
/// A segment while it waits in a batch, in one cache line instead of two, since it goes from the core that reads to the one that tracks: its four-tuple stands
/// apart, once for all segments of the batch that share it (<see cref="BatchTuple"/>).
/// </summary>
struct PackedSegment
{
    FrameId _frame;
    long _timestampNs;
    SequenceNumber _seq;
    SequenceNumber _ack;
    int _payloadLength;
    uint _tsVal;
    uint _tsEcr;
    SequenceNumber _sackRightEdge;
    uint _placeMark;
    uint _flowLabel;
    ushort _ipId;
    ushort _window;
    ushort _mss;
    SegmentTraits _traits;
    TcpControl _control;
    byte _hopLimit;
    byte _trafficClass;
    byte _windowScale;
    ushort _tuple;
    bool _fromFirst;

    /// <summary>Index of its four-tuple in its shard's list.</summary>
    public readonly int Tuple => _tuple;

    /// <summary>Packs a segment where this one lies: the copy of one made elsewhere would wait for what was just written.</summary>
    public void Pack(in Segment segment, int tuple, bool fromFirst)
    {
        _frame = segment.Frame;
        _timestampNs = segment.TimestampNs;
        _seq = segment.Seq;
        _ack = segment.Ack;
        _payloadLength = segment.PayloadLength;
        _tsVal = segment.TsVal;
        _tsEcr = segment.TsEcr;
        _sackRightEdge = segment.SackRightEdge;
        _placeMark = segment.PlaceMark;
        _flowLabel = segment.FlowLabel;
        _ipId = segment.IpId;
        _window = segment.Window;
        _mss = segment.Mss;
        _traits = segment.Traits;
        _control = segment.Control;
        _hopLimit = segment.HopLimit;
        _trafficClass = segment.TrafficClass;
        _windowScale = segment.WindowScale;
        _tuple = (ushort)tuple;
        _fromFirst = fromFirst;
    }

    /// <summary>The segment as it was.</summary>
    public readonly Segment Unpack(in BatchTuple tuple) => new()
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

using FinTracer.Segments;

namespace FinTracer;

/// <summary>
/// A segment while it waits in a batch, in one cache line instead of two, since it goes from the core that reads to the one that tracks: its four-tuple stands
/// apart, once for all segments of the batch that share it (<see cref="BatchTuple"/>).
/// </summary>
struct PackedSegment
{
    SegmentFields _fields;
    ushort _tuple;
    bool _fromFirst;

    /// <summary>Index of its four-tuple in its shard's list.</summary>
    public readonly int Tuple => _tuple;

    /// <summary>Packs a segment where this one lies.</summary>
    public void Pack(in Segment segment, int tuple, bool fromFirst)
    {
        _fields = segment.Fields;
        _tuple = (ushort)tuple;
        _fromFirst = fromFirst;
    }

    /// <summary>The segment as it was.</summary>
    public readonly void Unpack(in BatchTuple tuple, out Segment segment)
    {
        segment.Fields = _fields;
        if (_fromFirst)
        {
            segment.From = tuple.First;
            segment.To = tuple.Second;
        }
        else
        {
            segment.From = tuple.Second;
            segment.To = tuple.First;
        }
    }
}

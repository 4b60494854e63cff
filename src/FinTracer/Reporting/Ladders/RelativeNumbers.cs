using System.Collections.Generic;
using FinTracer.Segments;

namespace FinTracer.Reporting.Ladders;

/// <summary>
/// What sequence numbers are counted from, as Wireshark counts them: the number of the SYN; without it, one below the first number seen of that
/// direction, in its own segments or in the other side's acknowledgments.
/// </summary>
sealed class RelativeNumbers
{
    readonly Dictionary<Endpoint, SequenceNumber> _bases = [];

    /// <summary>The sequence number of a segment, relative.</summary>
    public uint SeqOf(in Segment segment)
    {
        SequenceNumber origin = OriginOf(segment.Source, segment.Has(TcpControl.Syn) ? segment.Seq : segment.Seq + -1);
        return unchecked(segment.Seq.Value - origin.Value);
    }

    /// <summary>The acknowledgment of a segment, relative; null without ACK.</summary>
    public uint? AckOf(in Segment segment)
    {
        if (!segment.Has(TcpControl.Ack)) { return null; }
        return unchecked(segment.Ack.Value - OriginOf(segment.Destination, segment.Ack + -1).Value);
    }

    SequenceNumber OriginOf(Endpoint endpoint, SequenceNumber ifNew)
    {
        if (_bases.TryGetValue(endpoint, out SequenceNumber known)) { return known; }
        _bases.Add(endpoint, ifNew);
        return ifNew;
    }
}

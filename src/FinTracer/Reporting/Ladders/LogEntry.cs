using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>What was noted of a connection: a segment, or a run that was folded early to bound memory.</summary>
/// <param name="Ordinal">Place in the order of capture.</param>
/// <param name="Observation">The segment; meaningful without <paramref name="Folded"/>.</param>
/// <param name="Folded">The run, or null.</param>
/// <param name="IsOddSyn">The segment belongs to an attempt that this connection met.</param>
readonly record struct LogEntry(long Ordinal, SegmentObservation Observation, FoldedRun? Folded = null, bool IsOddSyn = false)
{
    const SegmentFacts OfBulk =
        SegmentFacts.Retransmission | SegmentFacts.KeepAliveProbe | SegmentFacts.BehindGap | SegmentFacts.FillsGap | SegmentFacts.Duplicate;

    /// <summary>True when nothing happened but data and acknowledgments.</summary>
    public bool IsFoldable => Folded is not null || (!IsOddSyn
        && (Observation.Facts & ~OfBulk) == 0
        && !Observation.Segment.Has(TcpControl.Syn | TcpControl.Fin | TcpControl.Rst)
        && Observation.SenderBefore == Observation.SenderAfter && Observation.ReceiverBefore == Observation.ReceiverAfter);

    /// <summary>Segments it stands for.</summary>
    public long Segments => Folded?.Segments ?? 1;
}

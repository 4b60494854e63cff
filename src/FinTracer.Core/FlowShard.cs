using System;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// The connections of one part of all four-tuples (DESIGN: a connection's verdict depends on the segments of its own four-tuple alone).
/// One thread at a time; different shards at once.
/// </summary>
sealed class FlowShard : IReportPlaces
{
    readonly ConnectionEngine _engine;
    readonly DeferredNumbers _numbers = new();
    readonly ReportList _decided = new();
    readonly int _index;
    Flow?[] _flows = [];

    public FlowShard(int index, TraceOptions options, int maxConnections, ISegmentListener? listener)
    {
        _index = index;
        _engine = new ConnectionEngine(options, maxConnections, this, Counts, _numbers, listener);
    }

    /// <summary>What this shard counted: connections, not frames.</summary>
    public TraceResult Counts { get; } = new();

    /// <summary>Connections decided in the present step.</summary>
    public ReportList Decided => _decided;

    /// <summary>Connections that began in the present step.</summary>
    public DeferredNumbers Opened => _numbers;

    /// <summary>Takes in this shard's part of a step.</summary>
    public void Track(TraceStep step)
    {
        if (step.CompleteUpTo is { } id)
        {
            _engine.CompleteUpTo(id);
            return;
        }

        SegmentBatch batch = step.Segments;
        ReadOnlySpan<BatchTuple> tuples = batch.TuplesOf(_index);
        if (tuples.Length > _flows.Length)
        {
            _flows = new Flow?[Math.Min(tuples.Length * 2, SegmentBatch.Frames)];
        }

        Span<Flow?> flows = _flows.AsSpan(0, tuples.Length); // found once for all segments that share a four-tuple
        _engine.Find(tuples, flows);
        foreach (ref readonly PackedSegment packed in batch.SegmentsOf(_index))
        {
            ref readonly BatchTuple tuple = ref tuples[packed.Tuple];
            packed.Unpack(tuple, out Segment segment);
            _engine.Observe(segment, tuple.Hash, ref flows[packed.Tuple]);
        }

        flows.Clear();
        if (batch.IsFull)
        {
            // Not the greatest time: one frame with a broken clock would put the time of all others into the past.
            _engine.AdvanceClock(batch.EarliestNs);
        }
    }

    /// <summary>The input has ended; see <see cref="ConnectionEngine.BeginCompletion"/>.</summary>
    public void BeginCompletion(long endNs) => _engine.BeginCompletion(endNs);

    /// <summary>See <see cref="ConnectionEngine.IdAhead"/>.</summary>
    public long? IdAhead(int count) => _engine.IdAhead(count);

    /// <summary>Makes room for the next step.</summary>
    public void EndStep()
    {
        _decided.Clear();
        _numbers.Clear();
    }

    ref ConnectionReport IReportPlaces.Next() => ref _decided.Add();

    void IReportPlaces.Written()
    {
        int last = _decided.Count - 1;
        long id = _decided.Reports[last].Id;
        if (id < 0)
        {
            _numbers.Reported(id, last);
        }
    }
}

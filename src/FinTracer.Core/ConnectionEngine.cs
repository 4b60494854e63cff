using System;
using FinTracer.Flows;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// Segments in, connection reports out: finds the flow, decides which incarnation a segment belongs to, and lets connections go when they are decided.
/// What happens to a connection depends on its own segments and the options alone; the clock only decides when memory is freed.
/// Not thread-safe; one engine serves one stream of segments.
/// </summary>
public sealed class ConnectionEngine
{
    readonly IReportPlaces _places;
    readonly FlowTable<Flow> _flows;
    readonly FlowDeadlines _deadlines;
    readonly TrackPool _tracks;
    readonly DecisionTimes _decided;
    readonly EvictionHand _hand;
    readonly ColdTracks _cold;
    readonly HotFlows _hot;
    readonly SegmentFeed _feed;
    readonly RevisionLog? _revisions;
    readonly FinalReports _reports;
    readonly Completion _completion;
    readonly int _maxConnections;
    readonly FlowPool _pool;
    readonly FlowLookUp _lookUp;

    /// <summary>An engine that hands each report to <paramref name="onReport"/> as soon as its connection is decided.</summary>
    public ConnectionEngine(TraceOptions options, Action<ConnectionReport> onReport, ISegmentListener? listener = null)
        : this(options, options.MaxConnections, new OneReport(onReport), new TraceResult(), new ConnectionNumbers(), listener)
    {
    }

    internal ConnectionEngine(
        TraceOptions options, int maxConnections, IReportPlaces places, TraceResult result, ConnectionNumbers numbers, ISegmentListener? listener)
    {
        _maxConnections = maxConnections;
        _places = places;
        _flows = new FlowTable<Flow>(options.HashSeed ?? (ulong)Random.Shared.NextInt64());
        _tracks = new TrackPool(options.Tracking, numbers);
        _decided = new DecisionTimes(options.Tracking);
        _deadlines = new FlowDeadlines(_flows, _decided);
        _hand = new EvictionHand(_flows, _deadlines);
        _cold = new ColdTracks(_tracks, _flows, _decided);
        _lookUp = new FlowLookUp(_flows, _cold);
        _hot = new HotFlows(_cold, options.AtHand);
        _feed = new SegmentFeed(_cold, _deadlines, result, listener);
        _revisions = options.Revisions ? new RevisionLog(_decided) : null;
        _pool = new FlowPool(watched: options.Revisions);
        _reports = new FinalReports(_revisions, result, places);
        _completion = new Completion(_flows, _cold, _tracks, _decided, _revisions, _reports);
    }

    /// <summary>Connections and tombstones held.</summary>
    public int Held => _flows.Count;

    internal FlowTable<Flow> Flows => _flows;

    /// <summary>Takes in the next segment, in capture order.</summary>
    public void Observe(in Segment segment)
    {
        Flow? unknown = null;
        Observe(segment, _flows.HashOf(segment), ref unknown);
    }

    /// <summary>See <see cref="FlowLookUp.Find"/>.</summary>
    internal void Find(ReadOnlySpan<BatchTuple> tuples, Span<Flow?> flows) => _lookUp.Find(tuples, flows);

    /// <summary>Takes in the next segment, where the hash of its four-tuple under the options' seed is known, and perhaps its flow.</summary>
    internal void Observe(in Segment segment, ulong hash, ref Flow? known)
    {
        Flow? flow = known is { Slot: >= 0 } ? known : _flows.Find(segment, hash);
        if (flow is null)
        {
            known = Open(segment, hash);
            return;
        }

        if (known != flow)
        {
            known = flow; // mostly it is known, and the collector is told of each that is set
        }

        flow.Touched = flow.Stirred = true;
        ConnectionTrack current = flow.Current ?? TakeOut(flow);
        long deadline = _decided.Of(flow);
        if (segment.TimestampNs > deadline)
        {
            // Decided by its own time, whether or not the clock has come round to it.
            Remove(flow, deadline, evicted: false);
            known = Open(segment, hash);
        }
        else if (flow.Attempt is not null)
        {
            ObserveWithAttempt(flow, segment);
        }
        else if (segment.Has(TcpControl.Syn))
        {
            ObserveSyn(flow, segment);
        }
        else
        {
            _feed.Take(flow, current, segment);
        }

        _revisions?.Note(flow);
    }

    /// <summary>
    /// Lets go of what is decided at <paramref name="nowNs"/>, a capture time before which no more segments are awaited (it may move back when the capture's
    /// clock does). Called every so many frames, never in between.
    /// </summary>
    public void AdvanceClock(long nowNs)
    {
        while (_deadlines.TryTakeDue(nowNs, out Flow? flow, out long deadlineNs))
        {
            Remove(flow, deadlineNs, evicted: false);
        }

        _hot.PutAway();
        _pool.Release();
    }

    /// <summary>
    /// Reports, as not final, each connection that has been decided, or has changed after that, since the last call. Nothing without <see cref="TraceOptions.Revisions"/>.
    /// <paramref name="nowNs"/> is the greatest capture time so far.
    /// </summary>
    public void ReportRevisions(long nowNs) => _revisions?.Report(nowNs, _places);

    /// <summary>The end of the input: everything left is reported, by first frame. <paramref name="endNs"/> is the capture's last moment.</summary>
    public void Complete(long endNs)
    {
        BeginCompletion(endNs);
        CompleteUpTo(long.MaxValue);
    }

    /// <summary>See <see cref="Completion.Begin"/>.</summary>
    internal void BeginCompletion(long endNs) => _completion.Begin(endNs);

    /// <summary>See <see cref="LeftAtEnd.IdAhead"/>.</summary>
    internal long? IdAhead(int count) => _completion.IdAhead(count);

    /// <summary>See <see cref="Completion.UpTo"/>.</summary>
    internal void CompleteUpTo(long id) => _completion.UpTo(id);

    /// <summary>See <see cref="Completion.Tell"/>.</summary>
    internal int Complete(long endNs, IReportStage stage, int threads, int againAtMost) => _completion.Tell(endNs, stage, threads, againAtMost);

    Flow Open(in Segment segment, ulong hash)
    {
        if (_flows.Count >= _maxConnections)
        {
            Flow leaving = _hand.Next();
            Remove(leaving, segment.TimestampNs, evicted: _decided.Of(leaving) > segment.TimestampNs - DecisionTimes.ClockSlackNs);
        }

        Flow flow = _pool.Take();
        flow.Current = _tracks.Begin(segment);
        flow.Slot = _flows.Add(FlowKey.Of(segment), hash, flow);
        _revisions?.Numbers.Begin(flow.Slot, flow.Current.Id);
        _hand.NoteBegin(flow);
        _hot.Add(flow);
        _feed.Take(flow, flow.Current, segment);
        _revisions?.Note(flow);
        return flow;
    }

    void ObserveSyn(Flow flow, in Segment segment)
    {
        ConnectionTrack current = flow.Current!;
        bool fromFirst = current.IsFromFirst(segment);
        EndpointTrack sender = current.Sender(fromFirst);
        EndpointTrack peer = current.Sender(!fromFirst);
        bool gone = current.Over && !current.HoldsTimeWait(segment.TimestampNs);
        switch (IncarnationRule.Of(segment, sender.Numbers, peer.Numbers, gone))
        {
            case SynMeaning.SameIncarnation:
                _feed.Take(flow, current, segment);
                break;
            case SynMeaning.NewIncarnation:
                Succeed(flow, _tracks.Follow(current, segment), segment.TimestampNs);
                _feed.Take(flow, flow.Current!, segment);
                break;
            case SynMeaning.Attempt:
                flow.Attempt = _tracks.Follow(current, segment);
                _revisions?.Numbers.Attempt(flow.Slot);
                _feed.Take(flow, flow.Attempt, segment);
                break;
        }
    }

    /// <summary>A SYN is waiting for its answer, which shows whether the old connection is still there.</summary>
    void ObserveWithAttempt(Flow flow, in Segment segment)
    {
        ConnectionTrack current = flow.Current!;
        ConnectionTrack attempt = flow.Attempt!;
        switch (AttemptRule.Of(segment, current, attempt))
        {
            case AttemptStep.OfAttempt:
                _feed.Take(flow, attempt, segment);
                break;
            case AttemptStep.Succeeds:
                flow.Attempt = null;
                Succeed(flow, attempt, attempt.FirstTimeNs);
                _feed.Take(flow, attempt, segment);
                break;
            case AttemptStep.OfCurrent:
                _feed.Take(flow, current, segment);
                break;
            case AttemptStep.Challenged:
                _feed.NoteOddSyn(current, attempt);
                attempt.Challenged = true;
                _feed.Take(flow, current, segment);
                break;
            case AttemptStep.Abandoned:
                flow.Attempt = null;
                if (!attempt.Challenged)
                {
                    _feed.NoteOddSyn(current, attempt);
                }

                _tracks.Return(attempt);
                _feed.Take(flow, current, segment);
                break;
            case AttemptStep.AnotherAttempt:
                flow.Attempt = null;
                Succeed(flow, attempt, attempt.FirstTimeNs);
                ObserveSyn(flow, segment);
                break;
        }
    }

    void Succeed(Flow flow, ConnectionTrack next, long atNs)
    {
        ConnectionTrack old = flow.Current!;
        old.NoteNextLife(next);
        old.EndByReuse(next.First.SynFrame.IsSome ? next.First.SynFrame : next.FirstFrame, atNs);
        _reports.Hand(flow, old, atNs, evicted: false);
        _cold.DropRecent(flow);
        _tracks.Return(old);
        flow.Current = next;
        _hand.NoteBegin(flow);
        _revisions?.Numbers.Begin(flow.Slot, next.Id);
    }

    ConnectionTrack TakeOut(Flow flow)
    {
        _hot.Add(flow);
        return _cold.Take(flow);
    }

    void Remove(Flow flow, long atNs, bool evicted)
    {
        ConnectionTrack current = flow.Current ?? _cold.Take(flow);
        if (flow.Attempt is { Challenged: false })
        {
            current.NoteNextLife(flow.Attempt);
        }

        _reports.Hand(flow, current, Math.Min(atNs, _decided.Of(current)), evicted);
        _cold.DropRecent(flow);
        _tracks.Return(current);
        if (flow.Attempt is not null)
        {
            if (!flow.Attempt.Challenged)
            {
                _reports.Hand(flow, flow.Attempt, Math.Min(atNs, _decided.Of(flow.Attempt)), evicted);
            }

            _tracks.Return(flow.Attempt);
        }

        _revisions?.Numbers.Free(flow.Slot);
        _flows.RemoveAt(flow.Slot);
        _pool.Return(flow);
    }
}

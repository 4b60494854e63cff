using System;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// The way of <see cref="TracePipeline"/> for frames that come when they come: the caller brings each frame, and says now and then what time it is.
/// Connections are reported when they close, again when something changes that, and for good when nothing more can; the last reports
/// are those that <see cref="TracePipeline"/> gives for the same frames. Not thread-safe.
/// </summary>
public sealed class LivePipeline
{
    readonly TraceOptions _options;
    readonly FrameDecoder _decoder;
    readonly ConnectionEngine _engine;

    /// <summary>A pipeline that hands its reports to <paramref name="onReport"/>, on the thread of its caller.</summary>
    public LivePipeline(TraceOptions options, Action<ConnectionReport> onReport, IForeignLinkDecoder? foreign = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options with { Revisions = true };
        _decoder = new FrameDecoder(options.Decoding, foreign);
        _engine = new ConnectionEngine(_options, _options.MaxConnections, new OneReport(onReport), Result, new ConnectionNumbers(), listener: null);
        Census = new LiveCensus(_engine, options.Tracking.TimeWait);
    }

    /// <summary>What has been counted so far.</summary>
    public TraceResult Result { get; } = new();

    /// <summary>Connections held, closed ones included that are still remembered.</summary>
    public int Held => _engine.Held;

    /// <summary>Who holds what at present.</summary>
    public LiveCensus Census { get; }

    /// <summary>Takes in the next frame.</summary>
    public void Take(in Frame frame)
    {
        DecodeOutcome outcome = _decoder.Decode(frame, out Segment segment);
        Result.Count(outcome, frames: 1);
        Result.FirstTimeNs ??= frame.TimestampNs;
        Result.LastTimeNs = Math.Max(Result.LastTimeNs ?? long.MinValue, frame.TimestampNs);
        if (outcome == DecodeOutcome.Segment && Accept(segment))
        {
            _engine.Observe(segment);
        }
    }

    /// <summary>
    /// Reports what has closed or changed since the last call, and lets go of what is over for good. <paramref name="nowNs"/>: no frame from before is still to come
    /// (the last frame's time; later where the line is known to have been silent since), nanoseconds since the epoch.
    /// </summary>
    public void Tick(long nowNs)
    {
        long now = Math.Max(nowNs, Result.LastTimeNs ?? nowNs);
        _engine.AdvanceClock(now);
        _engine.ReportRevisions(now);
    }

    /// <summary>
    /// The same for a capture that is read while it is written: <paramref name="earliestNs"/> is the least time of the frames since the last call. One frame with a
    /// broken clock must not put the time of all others into the past.
    /// </summary>
    public void Settle(long earliestNs)
    {
        _engine.AdvanceClock(earliestNs);
        _engine.ReportRevisions(Result.LastTimeNs ?? earliestNs);
    }

    /// <summary>The capture is over: everything left is reported for good. <paramref name="endNs"/>: it was listened to until then.</summary>
    public void Complete(long endNs) => _engine.Complete(EndOf(endNs));

    /// <summary>
    /// The same on several threads, in the order of first frames, to a consumer of its own. Where more than <paramref name="againAtMost"/> connections are held, those whose
    /// last report still holds are not reported again: somebody waits for the end, and it would only be said that nothing has changed. The last thing that may be asked of this.
    /// </summary>
    /// <param name="endNs">The capture was listened to until then, nanoseconds since the epoch.</param>
    /// <param name="stage">What becomes of the reports; it does not depend on the number of threads.</param>
    /// <param name="threads">Threads that share the work, the calling one included; at least 1.</param>
    /// <param name="againAtMost">0: nothing is reported again that has not changed. <see cref="int.MaxValue"/>: everything is.</param>
    /// <returns>Connections that were not reported again.</returns>
    public int Complete(long endNs, IReportStage stage, int threads, int againAtMost)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return _engine.Complete(EndOf(endNs), stage, threads, againAtMost);
    }

    long EndOf(long endNs) => Math.Max(endNs, Result.LastTimeNs ?? endNs);

    bool Accept(in Segment segment)
    {
        if (!segment.Has(SegmentTraits.BadChecksum))
        {
            return true;
        }

        Result.BadChecksums++;
        Result.IgnoredSegments += _options.IgnoreBadChecksums ? 1 : 0;
        return !_options.IgnoreBadChecksums;
    }
}

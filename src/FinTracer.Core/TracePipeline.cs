using System;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// The whole way, top to bottom: frame → <see cref="FrameDecoder"/> → <see cref="Segment"/> → <see cref="ConnectionEngine"/>
/// (flow, incarnation, tracking) → <see cref="ConnectionReport"/> → <see cref="IReportStage"/>.
/// </summary>
public sealed class TracePipeline(TraceOptions options, IForeignLinkDecoder? foreign = null, ISegmentListener? listener = null)
{
    /// <summary>
    /// Reads a source to its end (or until cancelled: then what is known is reported) and hands every connection to <paramref name="onReport"/>, one after the
    /// other, in an order that depends on the capture alone. What the source or the consumer throws comes through.
    /// </summary>
    public TraceResult Run(IFrameSource source, Action<ConnectionReport> onReport, CancellationToken cancellation = default)
        => Run(source, new InOrderStage(onReport), cancellation);

    /// <summary>The same, for a consumer that can work on several lists of connections at once.</summary>
    public TraceResult Run(IFrameSource source, IReportStage stage, CancellationToken cancellation = default)
    {
        var shards = new ShardSet(options, listener);
        var run = new TraceRun(options, source, new FrameDecoder(options.Decoding, foreign), shards, stage, cancellation);
        var helpers = new Thread[options.Threads - 1];
        for (int i = 0; i < helpers.Length; i++)
        {
            int worker = i + 1;
            helpers[i] = new Thread(() => run.Work(worker)) { IsBackground = true, Name = "analysis" };
            helpers[i].Start();
        }

        run.Work(worker: 0);
        foreach (Thread helper in helpers)
        {
            helper.Join();
        }

        run.ThrowIfFailed();
        shards.AddCountsTo(run.Result);
        return run.Result;
    }
}

using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// The whole way, top to bottom: frame → <see cref="FrameDecoder"/> → <see cref="Segment"/> → <see cref="ConnectionEngine"/>
/// (flow, incarnation, tracking) → <see cref="ConnectionReport"/>.
/// </summary>
public sealed class TracePipeline(TraceOptions options, IForeignLinkDecoder? foreign = null, ISegmentListener? listener = null)
{
    const int BatchesInFlight = 4;

    /// <summary>
    /// Reads a source to its end (or until cancelled: then what is known is reported) and hands every connection to <paramref name="onReport"/>, on the calling thread.
    /// What the source throws comes through.
    /// </summary>
    public TraceResult Run(IFrameSource source, Action<ConnectionReport> onReport, CancellationToken cancellation = default)
    {
        var result = new TraceResult();
        var decoder = new FrameDecoder(options.Decoding, foreign);
        var engine = new ConnectionEngine(options, onReport, result, listener);
        if (options.Threads > 1)
        {
            ReadAhead(source, decoder, engine, result, cancellation);
        }
        else
        {
            ReadInTurn(source, decoder, engine, result, cancellation);
        }

        long latest = result.LastTimeNs ?? 0;
        engine.Complete(Math.Max(latest, options.CaptureEndNs ?? latest));
        return result;
    }

    void ReadInTurn(IFrameSource source, FrameDecoder decoder, ConnectionEngine engine, TraceResult result, CancellationToken cancellation)
    {
        var batch = new SegmentBatch();
        bool more = true;
        while (more && !cancellation.IsCancellationRequested)
        {
            more = batch.Fill(source, decoder, options.IgnoreBadChecksums, cancellation);
            batch.Drain(engine, result);
        }
    }

    /// <summary>Reading and decoding on a thread of their own, tracking on this one: batches keep their order, so the report is the same.</summary>
    void ReadAhead(IFrameSource source, FrameDecoder decoder, ConnectionEngine engine, TraceResult result, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var empty = new BlockingCollection<SegmentBatch>();
        using var full = new BlockingCollection<SegmentBatch>();
        for (int i = 0; i < BatchesInFlight; i++)
        {
            empty.Add(new SegmentBatch(), CancellationToken.None);
        }

        Task reading = Task.Factory.StartNew(() => Fill(source, decoder, empty, full, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (SegmentBatch batch in full.GetConsumingEnumerable(CancellationToken.None))
            {
                batch.Drain(engine, result);
                empty.Add(batch, CancellationToken.None);
            }
        }
        finally
        {
            stop.Cancel(); // when draining failed, the reader must not outlive this call
            reading.GetAwaiter().GetResult();
        }
    }

    void Fill(IFrameSource source, FrameDecoder decoder, BlockingCollection<SegmentBatch> empty, BlockingCollection<SegmentBatch> full, CancellationToken stop)
    {
        try
        {
            bool more = true;
            while (more && !stop.IsCancellationRequested)
            {
                SegmentBatch batch = empty.Take(stop);
                more = batch.Fill(source, decoder, options.IgnoreBadChecksums, stop);
                full.Add(batch, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while waiting for an empty batch: nothing is lost that had been read.
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}

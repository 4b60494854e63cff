using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;

namespace FinTracer;

/// <summary>One run over one source: what each kind of work does.</summary>
sealed class TraceRun(
    TraceOptions options, IFrameSource source, FrameDecoder decoder, ShardSet shards, IReportStage stage, CancellationToken cancellation)
{
    const int StepsInFlight = 4;

    readonly WorkBoard _board = new(shards.Count, shards.Seed, StepsInFlight);
    ExceptionDispatchInfo? _failure;

    /// <summary>What was counted so far.</summary>
    public TraceResult Result { get; } = new();

    /// <summary>Does whatever can be done, until all is done.</summary>
    public void Work(int worker)
    {
        try
        {
            while (_board.TryTake(worker, out Work work))
            {
                Do(work, worker);
            }
        }
        // Whatever it is: on another thread it would end the process. It is thrown again on the calling one.
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            _board.Stop();
        }
    }

    /// <summary>Throws what a worker threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    void Do(in Work work, int worker)
    {
        TraceStep step = work.Step;
        switch (work.Kind)
        {
            case WorkKind.Fill:
                _board.Filled(step, step.Segments.Fill(source, decoder, Result, options.IgnoreBadChecksums, cancellation));
                break;
            case WorkKind.Track:
                shards[work.Shard].Track(step);
                _board.Tracked();
                break;
            case WorkKind.Collect:
                shards.Collect(step);
                _board.Collected(step, _board.IsLastBatch ? shards.NextToComplete(EndNs) : null);
                break;
            case WorkKind.Prepare:
                _board.Prepared(step, stage.Prepare(worker, step.Decided.Reports));
                break;
            case WorkKind.Deliver:
                stage.Deliver(step.Prepared);
                _board.Delivered(step);
                break;
        }
    }

    long EndNs
    {
        get
        {
            long latest = Result.LastTimeNs ?? 0;
            return Math.Max(latest, options.CaptureEndNs ?? EndOfListening(latest));
        }
    }

    /// <summary>The last moment that an input is known to have been listened to, or its last frame.</summary>
    long EndOfListening(long latest)
    {
        foreach (CaptureInput input in source.Inputs)
        {
            latest = Math.Max(latest, input.CaptureEndNs ?? latest);
        }

        return latest;
    }
}

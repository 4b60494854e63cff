using System;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// The whole way, top to bottom: frame → <see cref="FrameDecoder"/> → <see cref="Segment"/> → <see cref="ConnectionEngine"/>
/// (flow, incarnation, tracking) → <see cref="ConnectionReport"/>.
/// </summary>
public sealed class TracePipeline(TraceOptions options, IForeignLinkDecoder? foreign = null)
{
    /// <summary>
    /// Frames between two looks at the clock. Counted over all frames of the capture, so that what is let go when depends on the capture alone.
    /// </summary>
    internal const int FramesPerTick = 4096;

    /// <summary>
    /// Reads a source to its end (or until cancelled: then what is known is reported) and hands every connection to <paramref name="onReport"/>, on the calling thread.
    /// </summary>
    public TraceResult Run(IFrameSource source, Action<ConnectionReport> onReport, CancellationToken cancellation = default)
    {
        var result = new TraceResult();
        var decoder = new FrameDecoder(options.Decoding, foreign);
        var engine = new ConnectionEngine(options, onReport, result);
        long latest = long.MinValue;
        while (!cancellation.IsCancellationRequested && source.TryRead(out Frame frame))
        {
            DecodeOutcome outcome = decoder.Decode(frame, out Segment segment);
            latest = Math.Max(latest, frame.TimestampNs);
            result.FirstTimeNs ??= frame.TimestampNs;
            result.Count(outcome);
            if (outcome == DecodeOutcome.Segment && Accept(segment, result))
            {
                engine.Observe(segment);
            }

            if (result.Frames % FramesPerTick == 0)
            {
                engine.AdvanceClock(latest);
            }
        }

        result.LastTimeNs = result.Frames > 0 ? latest : null;
        engine.Complete(Math.Max(latest, options.CaptureEndNs ?? latest));
        return result;
    }

    bool Accept(in Segment segment, TraceResult result)
    {
        if (!segment.Has(SegmentTraits.BadChecksum))
        {
            return true;
        }

        result.BadChecksums++;
        if (options.IgnoreBadChecksums)
        {
            result.IgnoredSegments++;
            return false;
        }

        return true;
    }
}

using System;
using System.Threading;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>The segments of so many frames, decoded, with what became of the frames. Filled and drained in turn, by one thread at a time.</summary>
sealed class SegmentBatch
{
    /// <summary>
    /// Frames in a batch, and between two looks at the clock: counted over all frames of the capture, so that what is let go when depends on the capture alone.
    /// </summary>
    public const int Frames = 4096;

    readonly Segment[] _segments = new Segment[Frames];
    readonly TraceResult _counts = new();
    int _count;
    long _latestNs;

    /// <summary>Reads and decodes until the batch is full; false when the source ended, or the work was cancelled, before.</summary>
    public bool Fill(IFrameSource source, FrameDecoder decoder, bool ignoreBadChecksums, CancellationToken cancellation)
    {
        _count = 0;
        _counts.Clear();
        _latestNs = long.MinValue;
        for (int frames = 0; frames < Frames; frames++)
        {
            if (cancellation.IsCancellationRequested || !source.TryRead(out Frame frame))
            {
                return false;
            }

            DecodeOutcome outcome = decoder.Decode(frame, out _segments[_count]);
            _counts.Count(outcome);
            _counts.FirstTimeNs ??= frame.TimestampNs;
            _latestNs = Math.Max(_latestNs, frame.TimestampNs);
            if (outcome == DecodeOutcome.Segment && Accept(_segments[_count], ignoreBadChecksums))
            {
                _count++;
            }
        }

        return true;
    }

    /// <summary>Hands the segments to the engine, adds the counts, and lets the clock move on.</summary>
    public void Drain(ConnectionEngine engine, TraceResult result)
    {
        result.Add(_counts);
        if (_counts.Frames == 0)
        {
            return;
        }

        result.LastTimeNs = Math.Max(result.LastTimeNs ?? long.MinValue, _latestNs);
        for (int i = 0; i < _count; i++)
        {
            engine.Observe(_segments[i]);
        }

        if (_counts.Frames == Frames)
        {
            engine.AdvanceClock(result.LastTimeNs.Value);
        }
    }

    bool Accept(in Segment segment, bool ignoreBadChecksums)
    {
        if (!segment.Has(SegmentTraits.BadChecksum))
        {
            return true;
        }

        _counts.BadChecksums++;
        _counts.IgnoredSegments += ignoreBadChecksums ? 1 : 0;
        return !ignoreBadChecksums;
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Capture;

namespace FinTracer.Tracking;

/// <summary>
/// The late segments of a connection, the first <paramref name="limit"/> in detail.
/// A part of its <see cref="ConnectionTrack"/>, changed in place; most connections have none, and pay for none.
/// </summary>
struct LateLog(int limit)
{
    List<LateSegment>? _segments;

    /// <summary>Late segments, those without detail included.</summary>
    public int Count { get; private set; }

    public readonly ReadOnlySpan<LateSegment> Segments => CollectionsMarshal.AsSpan(_segments);

    /// <summary>True when the endpoint has sent a late segment.</summary>
    public readonly bool HasFrom(bool fromFirst)
    {
        foreach (ref readonly LateSegment late in Segments)
        {
            if (late.FromFirst == fromFirst)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(FrameId frame, long timeNs, bool fromFirst, LateSegmentShape shape, long closeNs, FrameId rstFrame = default)
    {
        Count++;
        _segments ??= new(1);
        if (_segments.Count < limit)
        {
            _segments.Add(new LateSegment
            {
                Frame = frame,
                TimeNs = timeNs,
                FromFirst = fromFirst,
                Shape = shape,
                LateByNs = timeNs - closeNs,
                RstFrame = rstFrame,
            });
        }
    }

    /// <summary>An ACK answers the newest late segment of the peer, unless that has its answer. Returns what it was.</summary>
    public LateSegmentShape? AnswerWithAck(bool fromFirst, FrameId ackFrame)
    {
        Span<LateSegment> segments = CollectionsMarshal.AsSpan(_segments);
        for (int i = segments.Length - 1; i >= 0; i--)
        {
            ref LateSegment late = ref segments[i];
            if (late.FromFirst != fromFirst)
            {
                continue;
            }

            if (late.AckFrame.IsSome || late.RstFrame.IsSome)
            {
                return null;
            }

            late.AckFrame = ackFrame;
            return late.Shape;
        }

        return null;
    }

    /// <summary>An ACK answers the newest stray of the peer, if that passed no earlier than <paramref name="sinceNs"/> and has no answer.</summary>
    public void AnswerStray(bool fromFirst, FrameId ackFrame, long sinceNs)
    {
        Span<LateSegment> segments = CollectionsMarshal.AsSpan(_segments);
        for (int i = segments.Length - 1; i >= 0 && segments[i].TimeNs >= sinceNs; i--)
        {
            ref LateSegment late = ref segments[i];
            if (late.FromFirst == fromFirst && late.Shape == LateSegmentShape.Stray && !late.AckFrame.IsSome && !late.RstFrame.IsSome)
            {
                late.AckFrame = ackFrame;
                return;
            }
        }
    }

    /// <summary>A RST answers the late segment of a frame; false when that frame is not in the log.</summary>
    public bool AnswerWithRst(FrameId frame, FrameId rstFrame)
    {
        Span<LateSegment> segments = CollectionsMarshal.AsSpan(_segments);
        for (int i = segments.Length - 1; i >= 0; i--)
        {
            if (segments[i].Frame == frame)
            {
                segments[i].RstFrame = rstFrame;
                return true;
            }
        }

        return false;
    }

    public void Clear()
    {
        _segments?.Clear();
        Count = 0;
    }
}

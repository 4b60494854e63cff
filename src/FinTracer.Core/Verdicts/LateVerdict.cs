using System;
using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>The late segments of a connection, in capture order.</summary>
static class LateVerdict
{
    public static IReadOnlyList<LateSegmentReport> Of(ConnectionTrack track, IReadOnlyList<ResetReport> resets)
    {
        if (track.Late.Segments.Length == 0)
        {
            return [];
        }

        var reports = new LateSegmentReport[track.Late.Segments.Length];
        int count = 0;
        foreach (ref readonly LateSegment late in track.Late.Segments)
        {
            bool drewReset = late.RstFrame.IsSome && !IsInjected(late.RstFrame, resets);
            LateSegmentAnswer answer = drewReset ? LateSegmentAnswer.Rst : late.AckFrame.IsSome ? LateSegmentAnswer.Ack : LateSegmentAnswer.Nothing;
            reports[count++] = new LateSegmentReport(
                late.Frame, late.TimeNs, ConnectionVerdict.RoleOf(track, late.FromFirst), KindOf(late.Shape), late.LateByNs, answer,
                drewReset ? late.RstFrame : late.AckFrame);
        }

        Array.Sort(reports, static (a, b) => a.Frame.CompareTo(b.Frame));
        return reports;
    }

    /// <summary>A RST that only looks like the receiver's answer.</summary>
    static bool IsInjected(FrameId frame, IReadOnlyList<ResetReport> resets)
    {
        for (int i = 0; i < resets.Count; i++) // by index: an enumerator of an interface is garbage
        {
            if (resets[i].Frame == frame) { return resets[i].Cause == ResetCause.Injected; }
        }

        return false;
    }

    static LateSegmentKind KindOf(LateSegmentShape shape) => shape switch
    {
        LateSegmentShape.RetransmittedFin => LateSegmentKind.RetransmittedFin,
        LateSegmentShape.Fin => LateSegmentKind.Fin,
        LateSegmentShape.DuplicateData => LateSegmentKind.DuplicateData,
        LateSegmentShape.NewData => LateSegmentKind.NewData,
        LateSegmentShape.PureAck => LateSegmentKind.PureAck,
        LateSegmentShape.Syn => LateSegmentKind.Syn,
        LateSegmentShape.Stray => LateSegmentKind.Stray,
    };
}

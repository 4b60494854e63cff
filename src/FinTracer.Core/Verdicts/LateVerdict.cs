using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>The late segments of a connection, in capture order.</summary>
static class LateVerdict
{
    public static IReadOnlyList<LateSegmentReport> Of(ConnectionTrack track)
    {
        if (track.Late.Segments.Length == 0)
        {
            return [];
        }

        var reports = new List<LateSegmentReport>(track.Late.Segments.Length);
        foreach (ref readonly LateSegment late in track.Late.Segments)
        {
            LateSegmentAnswer answer = late.RstFrame.IsSome ? LateSegmentAnswer.Rst : late.AckFrame.IsSome ? LateSegmentAnswer.Ack : LateSegmentAnswer.Nothing;
            reports.Add(new LateSegmentReport(
                late.Frame, late.TimeNs, ConnectionVerdict.RoleOf(track, late.FromFirst), KindOf(late.Shape), late.LateByNs, answer,
                late.RstFrame.IsSome ? late.RstFrame : late.AckFrame));
        }

        reports.Sort(static (a, b) => a.Frame.CompareTo(b.Frame));
        return reports;
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

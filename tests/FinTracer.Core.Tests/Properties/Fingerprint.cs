using System.Globalization;
using System.Linq;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Properties;

/// <summary>A report in one line, without what a property may change: the id, and where it is told to, frames, sequence numbers and absolute times.</summary>
static class Fingerprint
{
    /// <summary>Everything decided; times relative to <paramref name="originNs"/>, frames only with <paramref name="frames"/>.</summary>
    public static string Of(ConnectionReport r, bool frames = true, long originNs = 0, bool endpoints = true)
    {
        string F(Capture.FrameId frame) => frames ? frame.ToString() : frame.IsSome ? "f" : "-";
        string T(long? time) => time is { } ns ? (ns - originNs).ToString(CultureInfo.InvariantCulture) : "-";
        string Fin(FinReport? fin) => fin is { } x ? $"{F(x.Frame)} {T(x.TimeNs)} {x.Retransmissions} {F(x.AckedFrame)} {T(x.AckedTimeNs)}" : "-";
        return string.Join(" | ",
            endpoints ? $"{r.Initiator} {r.Responder}" : "", r.Incarnation, r.InitiatorKnown, r.Established, r.Vantage, F(r.FirstFrame), F(r.LastFrame), T(r.FirstTimeNs), T(r.LastTimeNs),
            r.InitiatorSent, r.ResponderSent, r.Close.Kind, r.Close.ActiveCloser, r.Close.Confidence, Fin(r.Close.InitiatorFin), Fin(r.Close.ResponderFin), r.Close.IdleBeforeCloseNs,
            string.Join(' ', r.Close.Reasons.Select(x => $"{x.Code} {F(x.Frame)}")),
            string.Join(' ', r.TimeWait.Select(t => $"{t.Holder} {F(t.EnteredFrame)} {T(t.EnteredTimeNs)} {T(t.EarliestTimeNs)} {T(t.LatestTimeNs)} {t.Restarts} {t.Ended} {T(t.EndedTimeNs)} {T(t.ExpiresTimeNs)}")),
            string.Join(' ', r.Resets.Select(x => $"{F(x.Frame)} {x.From} {x.Mode} {x.Cause} {x.Detail} {F(x.ProvokedByFrame)} {x.LateByNs} {x.Effective} {x.Effect} {x.Confidence}")),
            string.Join(' ', r.LateSegments.Select(x => $"{F(x.Frame)} {x.From} {x.Kind} {x.LateByNs} {x.Answer} {F(x.AnswerFrame)}")),
            r.InitiatorState, r.ResponderState, r.Reuse?.AfterNs, r.Reuse?.TimeWaitHolder, r.Reuse?.TsValDelta);
    }
}

using System.Collections.Generic;
using FinTracer.Tracking;

namespace FinTracer.Verdicts;

/// <summary>Explains each RST of a connection. The rules stand in <see cref="ResetCauseRules"/>; this puts the report together.</summary>
static class ResetVerdict
{
    public static IReadOnlyList<ResetReport> All(ConnectionTrack track)
    {
        if (track.Resets.Resets.Length == 0)
        {
            return [];
        }

        var reports = new List<ResetReport>(track.Resets.Resets.Length);
        foreach (ref readonly ResetObservation reset in track.Resets.Resets)
        {
            reports.Add(Of(track, reset));
        }

        return reports;
    }

    static ResetReport Of(ConnectionTrack track, in ResetObservation reset)
    {
        var reasons = new List<Reason>(4);
        ResetMode mode = ResetModeRule.Of(reset);
        ResetFinding finding = ResetCauseRules.Judge(reset, mode, track.Options, reasons);
        bool livedOn = reset.ReceiverTalksOnFrame.IsSome;
        if (livedOn)
        {
            reasons.Add(new Reason(ReasonCode.ConnectionLivedOn, reset.ReceiverTalksOnFrame));
        }

        if (reset.HasProvoker && reset.Candidates > 1)
        {
            reasons.Add(new Reason(ReasonCode.MatchedInOrder, reset.ProvokerFrame, reset.Candidates));
        }

        return new ResetReport
        {
            Frame = reset.Frame,
            TimeNs = reset.TimeNs,
            From = ConnectionVerdict.RoleOf(track, reset.FromFirst),
            Mode = mode,
            Cause = finding.Cause,
            Detail = finding.Detail,
            ProvokedByFrame = mode != ResetMode.Active && reset.HasProvoker ? reset.ProvokerFrame : default,
            LateByNs = LateBy(reset, mode),
            Effective = EffectiveOf(reset.Acceptance),
            Effect = EffectOf(reset.Acceptance),
            ReceiverState = reset.ReceiverState,
            LinuxResetReason = LinuxReasons.Of(finding, ConnectionVerdict.RoleOf(track, reset.FromFirst)),
            Confidence = finding.Confidence,
            Reasons = reasons,
        };
    }

    /// <summary>From the close to the provoking segment: the whole connection's close when it was complete, else the FIN of the endpoint that answers.</summary>
    static long? LateBy(in ResetObservation reset, ResetMode mode)
    {
        if (mode == ResetMode.Active || !reset.HasProvoker)
        {
            return null;
        }

        if (reset.WasOver)
        {
            return System.Math.Max(0, reset.ProvokerTimeNs - reset.CloseTimeNs);
        }

        return reset.SenderHasFin ? System.Math.Max(0, reset.ProvokerTimeNs - reset.SenderFinTimeNs) : null;
    }

    static bool? EffectiveOf(ResetAcceptance acceptance) => acceptance switch
    {
        ResetAcceptance.Unknown => null,
        ResetAcceptance.EndsAttempt or ResetAcceptance.EndsConnection or ResetAcceptance.EndsTimeWait => true,
        ResetAcceptance.NoConnection or ResetAcceptance.Challenged or ResetAcceptance.Ignored => false,
    };

    static ResetEffect EffectOf(ResetAcceptance acceptance) => acceptance switch
    {
        ResetAcceptance.Unknown => ResetEffect.Unknown,
        ResetAcceptance.EndsAttempt => ResetEffect.RefusedOpen,
        ResetAcceptance.EndsConnection => ResetEffect.KilledConnection,
        ResetAcceptance.EndsTimeWait => ResetEffect.KilledTimeWait,
        ResetAcceptance.NoConnection => ResetEffect.Nothing,
        ResetAcceptance.Challenged => ResetEffect.Challenged,
        ResetAcceptance.Ignored => ResetEffect.Ignored,
    };
}

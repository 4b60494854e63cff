using System;
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

        var reports = new ResetReport[track.Resets.Resets.Length];
        for (int i = 0; i < reports.Length; i++)
        {
            reports[i] = Of(track, track.Resets.Resets[i], reports.AsSpan(0, i));
        }

        DisarmCrossedAborts(reports);
        return reports;
    }

    /// <summary>
    /// Both ends aborted: a socket that a RST has ended sends no active RST, so each had sent its own before the other's came, and neither RST met a socket.
    /// </summary>
    static void DisarmCrossedAborts(ResetReport[] reports)
    {
        if (!Array.Exists(reports, static r => IsAbortOf(r, Role.Initiator)) || !Array.Exists(reports, static r => IsAbortOf(r, Role.Responder)))
        {
            return;
        }

        for (int i = 0; i < reports.Length; i++)
        {
            if (IsAbortOf(reports[i], reports[i].From))
            {
                reports[i] = reports[i] with { Effective = false, Effect = ResetEffect.Nothing, ReceiverState = TcpState.Closed };
            }
        }
    }

    static bool IsAbortOf(ResetReport reset, Role role) => reset is { Mode: ResetMode.Active, Cause: ResetCause.Abort } && reset.From == role;

    /// <summary>A RST that was forged in the receiver's name did not close it: then what it was before is what this RST met.</summary>
    static (ResetAcceptance Acceptance, TcpState ReceiverState) WhatItMet(in ResetObservation reset, Role from, ReadOnlySpan<ResetReport> earlier)
    {
        if (reset.ReceiverStateBeforeItsReset == TcpState.Unknown)
        {
            return (reset.Acceptance, reset.ReceiverState);
        }

        bool receiverReset = false;
        foreach (ResetReport one in earlier)
        {
            receiverReset |= one.From != from && one.Cause != ResetCause.Injected;
        }

        return receiverReset ? (reset.Acceptance, reset.ReceiverState) : (reset.AcceptanceBeforeItsReset, reset.ReceiverStateBeforeItsReset);
    }

    static ResetReport Of(ConnectionTrack track, in ResetObservation reset, ReadOnlySpan<ResetReport> earlier)
    {
        ShortList<Reason> reasons = [];
        ResetMode mode = ResetModeRule.Of(reset);
        ResetFinding finding = ResetCauseRules.Judge(reset, mode, track.Options, ref reasons);
        bool injected = finding.Cause == ResetCause.Injected;
        mode = injected ? ResetMode.Unknown : mode; // its purported sender neither chose to send it nor answered with it
        bool answers = mode != ResetMode.Active && reset.HasProvoker && !injected;
        Role from = ConnectionVerdict.RoleOf(track, reset.FromFirst);
        (ResetAcceptance acceptance, TcpState receiverState) = WhatItMet(reset, from, earlier);
        if (MayHaveBeenLost(reset, mode, acceptance))
        {
            reasons = reasons.Append(new Reason(ReasonCode.ReceiverSpokeLater, reset.ReceiverSpokeFrame));
            acceptance = ResetAcceptance.Unknown;
        }
        else if (acceptance == ResetAcceptance.NoConnection && AbortedInDoubt(earlier, from))
        {
            acceptance = ResetAcceptance.Unknown; // whether its receiver was still there hangs on that abort
        }

        bool livedOn = reset.ReceiverTalksOnFrame.IsSome;
        if (livedOn)
        {
            reasons = reasons.Append(new Reason(ReasonCode.ConnectionLivedOn, reset.ReceiverTalksOnFrame));
        }

        if (reset.HasProvoker && reset.Candidates > 1 && !injected)
        {
            reasons = reasons.Append(new Reason(ReasonCode.MatchedInOrder, reset.ProvokerFrame, reset.Candidates));
        }

        return new ResetReport
        {
            Frame = reset.Frame,
            TimeNs = reset.TimeNs,
            From = from,
            Mode = mode,
            Cause = finding.Cause,
            Detail = finding.Detail,
            ProvokedByFrame = answers ? reset.ProvokerFrame : default,
            LateByNs = answers ? LateBy(reset) : null,
            Effective = EffectiveOf(acceptance),
            Effect = EffectOf(acceptance),
            ReceiverState = receiverState,
            LinuxResetReason = LinuxReasons.Of(finding, reset, from),
            Confidence = finding.Confidence,
            Reasons = reasons,
        };
    }

    /// <summary>
    /// Data or a FIN of its receiver passed the tap behind an abort: it was on its way when the abort arrived, or the abort was lost behind the tap. At its receiver
    /// nothing comes behind a RST that was accepted.
    /// </summary>
    static bool MayHaveBeenLost(in ResetObservation reset, ResetMode mode, ResetAcceptance acceptance)
        => mode == ResetMode.Active && acceptance == ResetAcceptance.EndsConnection && reset.ReceiverSpokeFrame.IsSome;

    /// <summary>From the close to the provoking segment: the whole connection's close when it was complete, else the FIN of the endpoint that answers.</summary>
    static long? LateBy(in ResetObservation reset)
    {
        if (reset.WasOver)
        {
            return Math.Max(0, reset.ProvokerTimeNs - reset.CloseTimeNs);
        }

        return reset.SenderHasFin ? Math.Max(0, reset.ProvokerTimeNs - reset.SenderFinTimeNs) : null;
    }

    static bool AbortedInDoubt(ReadOnlySpan<ResetReport> earlier, Role from)
    {
        foreach (ResetReport one in earlier)
        {
            if (one.From == from && one is { Mode: ResetMode.Active, Effective: null })
            {
                return true;
            }
        }

        return false;
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

using FinTracer.Capture;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Reads the signs of one connection off its report. A sign counts once a connection, however often the connection shows it.</summary>
internal static class ConnectionSigns
{
    /// <summary>Fewer segments of one side alone do not show that the other's are missing: the capture may have begun or ended between them.</summary>
    const int SegmentsOfOneSide = 4;

    public static void AddTo(ref SignTallies signs, in ConnectionReport connection, FindingThresholds thresholds)
    {
        long id = connection.Id;
        ref readonly ConnectionFields report = ref connection.Fields;
        ref readonly CloseFields close = ref report.Close.Fields;
        AddFirstCloser(ref signs, close, id);
        bool explained = report.ResetCount > 0 && AddResets(ref signs, connection, thresholds);
        if (close.Kind == CloseKind.HalfClosed) { AddLeak(ref signs, connection); }
        if (close.Kind is CloseKind.NotEstablished) { AddAttempt(ref signs, connection); }
        else if ((report.InitiatorSent.Segments == 0 || report.ResponderSent.Segments == 0) && report.Initiator != report.Responder) { AddOneSided(ref signs, connection); }
        for (int i = 0; i < report.TimeWait.Count; i++)
        {
            AddTimeWait(ref signs, connection, report.TimeWait.At(i));
            explained |= report.TimeWait.At(i).Ended == TimeWaitEnding.Assassinated;
        }
        if (report.Reuse is { TimeWaitHolder: not null } reuse) { AddReuse(ref signs, connection, reuse); }
        if (report.LateSegmentCount > 0 && !explained) { AddLate(ref signs, connection); }
        if (report.InitiatorSent.MissingBytes + report.ResponderSent.MissingBytes > 0) { signs.Add(Sign.Incomplete, connection.FirstFrame, id); }
    }

    static void AddFirstCloser(ref SignTallies signs, in CloseFields close, long id)
    {
        if (close.ActiveCloser == ActiveCloser.Initiator && close.InitiatorFin is { Frame: var initiator }) { signs.Add(Sign.ClosedFirstByInitiator, initiator, id); }
        else if (close.ActiveCloser == ActiveCloser.Responder && close.ResponderFin is { Frame: var responder }) { signs.Add(Sign.ClosedFirstByResponder, responder, id); }
    }

    /// <summary>True when a RST showed something: then the late segment that provoked it needs no finding of its own.</summary>
    static bool AddResets(ref SignTallies signs, in ConnectionReport connection, FindingThresholds thresholds)
    {
        ulong seen = 0;
        bool explained = false;
        bool forged = false;
        for (int i = 0; i < connection.Resets.Count; i++)
        {
            ResetReport reset = connection.Resets[i];
            explained |= reset.Cause is ResetCause.TimeWaitAssassination or ResetCause.TimeWaitNotKept;
            bool forgedBefore = forged;
            forged |= reset is { Cause: ResetCause.Injected, Effective: true };
            if (forgedBefore && reset.Cause == ResetCause.HalfOpen) { continue; } // the forged RST made its sender forget the connection
            if (SignOf(reset, connection, thresholds) is not { } sign || (seen & (1UL << (int)sign)) != 0) { continue; }
            seen |= 1UL << (int)sign;
            SignTally tally = signs.Add(sign, reset.Frame, connection.Id);
            if (sign is Sign.ProbedInVainByInitiator or Sign.ProbedInVainByResponder) { tally.AddTime(reset.TimeNs); }
            if (IdleBefore(reset, connection.Close, sign) is { } idle) { tally.AddDuration(idle); }
        }
        return explained || seen != 0;
    }

    static Sign? SignOf(ResetReport reset, in ConnectionReport connection, FindingThresholds thresholds) => reset.Cause switch
    {
        ResetCause.Refused => Sign.Refused,
        ResetCause.DataCrossedFin => IsRace(reset, connection, thresholds) ? Sign.RaceCrossedFin : Of(Sign.DataMetClosedInitiator, reset.From),
        ResetCause.DataAfterClose => IsRace(reset, connection, thresholds) ? Sign.RaceWroteAfterFin : Of(Sign.DataMetClosedInitiator, reset.From),
        ResetCause.FinWait2Expired => Of(Sign.GivenUpByInitiator, reset.From),
        ResetCause.HalfOpen => Of(Sign.ForgottenByInitiator, reset.From),
        ResetCause.Injected => Sign.Forged,
        ResetCause.SynInTimeWait => Sign.SynInTimeWait,
        ResetCause.Abort => reset.Detail switch
        {
            ResetDetail.UnreadData => Of(Sign.UnreadAbortByInitiator, reset.From),
            ResetDetail.LingerZero => Of(Sign.LingerAbortByInitiator, reset.From),
            ResetDetail.KeepaliveTimeout => Of(Sign.ProbedInVainByInitiator, reset.From),
            ResetDetail.ListenerClosed => Sign.ListenerClosed,
            ResetDetail.None when Has(reset, ReasonCode.HandshakeAckRejected) => Sign.AcceptQueueFull,
            ResetDetail.None => Of(Sign.UnexplainedAbortByInitiator, reset.From),
            ResetDetail.AfterOwnFin => null,
        },
        ResetCause.Unknown or ResetCause.UnexpectedSynAck or ResetCause.LateData or ResetCause.LateDuplicate or ResetCause.LateFin or ResetCause.LateAck
            or ResetCause.TimeWaitNotKept or ResetCause.TimeWaitAssassination or ResetCause.ChallengeAckAnswer or ResetCause.BadHandshakeAck
            or ResetCause.PreviousIncarnation => null,
    };

    static bool Has(ResetReport reset, ReasonCode code)
    {
        for (int i = 0; i < reset.Reasons.Count; i++)
        {
            if (reset.Reasons[i].Code == code) { return true; }
        }
        return false;
    }

    /// <summary>A server that had answered before closed a connection that nobody was using, as the next request was about to come.</summary>
    static bool IsRace(ResetReport reset, in ConnectionReport connection, FindingThresholds thresholds) =>
        reset.From == Role.Responder && connection.Close.ActiveCloser == ActiveCloser.Responder && connection.ResponderSent.PayloadBytes > 0
        && connection.Close.IdleBeforeCloseNs >= thresholds[FindingCode.KeepaliveRace].DurationNs;

    static long? IdleBefore(ResetReport reset, CloseReport close, Sign sign)
    {
        if (sign is not (Sign.ForgottenByInitiator or Sign.ForgottenByResponder)) { return close.IdleBeforeCloseNs; }
        for (int i = 0; i < reset.Reasons.Count; i++)
        {
            if (reset.Reasons[i].Code == ReasonCode.IdleBefore) { return reset.Reasons[i].Value; }
        }
        return null;
    }

    /// <summary>One side closed, the other had acknowledged that and never closed.</summary>
    static void AddLeak(ref SignTallies signs, in ConnectionReport connection)
    {
        if (connection.Close.InitiatorFin is { AckedTimeNs: not null } initiator) { signs.Add(Sign.LeakedByResponder, initiator.Frame, connection.Id); }
        else if (connection.Close.ResponderFin is { AckedTimeNs: not null } responder) { signs.Add(Sign.LeakedByInitiator, responder.Frame, connection.Id); }
    }

    /// <summary>One SYN alone may have been the last frame of the capture.</summary>
    static void AddAttempt(ref SignTallies signs, in ConnectionReport connection)
    {
        if (connection.ResponderSent.Segments == 0 && connection.InitiatorSent.Segments > 1) { signs.Add(Sign.SynUnanswered, connection.FirstFrame, connection.Id); }
    }

    static void AddOneSided(ref SignTallies signs, in ConnectionReport connection)
    {
        if (connection.Close.Kind != CloseKind.Refused && connection.InitiatorSent.Segments + connection.ResponderSent.Segments >= SegmentsOfOneSide)
        {
            signs.Add(Sign.OneSided, connection.FirstFrame, connection.Id);
        }
    }

    static void AddTimeWait(ref SignTallies signs, in ConnectionReport connection, in TimeWaitReport timeWait)
    {
        FrameId ended = timeWait.EndedFrame.IsSome ? timeWait.EndedFrame : connection.LastFrame;
        if (timeWait.Ended == TimeWaitEnding.Assassinated && !MetSyn(connection)) { signs.Add(Of(Sign.AssassinatedOfInitiator, timeWait.Holder), ended, connection.Id); }
        if (timeWait.Ended == TimeWaitEnding.NeverKept) { signs.Add(Of(Sign.NotKeptByInitiator, timeWait.Holder), ended, connection.Id); }
        else if (timeWait.Holder == Role.Initiator) { signs.Add(Sign.HoldsTimeWaitAsInitiator, timeWait.EnteredFrame, connection.Id); }
    }

    /// <summary>A SYN that met TIME-WAIT ends it on purpose, so to speak: that is told by itself.</summary>
    static bool MetSyn(in ConnectionReport connection)
    {
        for (int i = 0; i < connection.Resets.Count; i++)
        {
            if (connection.Resets[i].Cause == ResetCause.SynInTimeWait) { return true; }
        }
        return false;
    }

    /// <summary>RFC 6191: a SYN with a sequence number that is not newer is accepted for its newer time stamp.</summary>
    static void AddReuse(ref SignTallies signs, in ConnectionReport connection, ReuseReport reuse)
    {
        signs.Add(Sign.TimeWaitReused, connection.FirstFrame, connection.Id).AddDuration(reuse.AfterNs);
        if (reuse is { IsnMinusOldNext: < 0, TsValDelta: > 0 }) { signs.Add(Sign.TimeWaitReusedByTimestamp, connection.FirstFrame, connection.Id); }
    }

    /// <summary>An ACK that comes after the close and draws nothing is the ordinary end of a conversation.</summary>
    static void AddLate(ref SignTallies signs, in ConnectionReport connection)
    {
        (FrameId late, FrameId answered, long latest) = (default, default, 0);
        for (int i = 0; i < connection.LateSegments.Count; i++)
        {
            LateSegmentReport segment = connection.LateSegments[i];
            if (segment is { Kind: LateSegmentKind.PureAck, Answer: not LateSegmentAnswer.Rst }) { continue; }
            if (!late.IsSome) { late = segment.Frame; }
            if (!answered.IsSome && segment.Answer == LateSegmentAnswer.Rst) { answered = segment.Frame; }
            latest = System.Math.Max(latest, segment.LateByNs);
        }
        if (late.IsSome) { signs.Add(Sign.Late, late, connection.Id).AddDuration(latest); }
        if (answered.IsSome) { signs.Add(Sign.LateAnsweredByReset, answered, connection.Id); }
    }

    static Sign Of(Sign ofInitiator, Role role) => role == Role.Initiator ? ofInitiator : ofInitiator + 1;
}

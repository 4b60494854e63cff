using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Findings;

/// <summary>What the connections of one service show.</summary>
internal sealed class ServiceFindings(Endpoint service, CloseTally close, FindingThresholds thresholds, long captureEndNs, List<Finding> findings)
{
    const long NsPerSecond = 1_000_000_000;

    /// <summary>Whoever closes so long after the last data does it by a timeout, not because the answer is given.</summary>
    const long TimeoutNs = NsPerSecond;

    /// <summary>What the initiator does is seldom what the service is looked into for.</summary>
    const int LighterForInitiator = 15;

    public void Add()
    {
        AddServerClosesFirst();
        AddKeepaliveRace();
        foreach (Role role in (System.ReadOnlySpan<Role>)[Role.Initiator, Role.Responder])
        {
            AddLeft(role);
            AddBySide(FindingCode.UnreadDataAborts, Sign.UnreadAbortByInitiator, role, role == Role.Initiator ? LighterForInitiator : 0);
            AddBySide(FindingCode.LingerZeroAborts, Sign.LingerAbortByInitiator, role, role == Role.Initiator ? LighterForInitiator : 0);
            AddBySide(FindingCode.Aborts, Sign.UnexplainedAbortByInitiator, role, role == Role.Initiator ? LighterForInitiator : 0);
            AddBySide(FindingCode.DataAfterClose, Sign.DataMetClosedInitiator, role, role == Role.Initiator ? LighterForInitiator : 0);
            AddBySide(FindingCode.HalfOpenPeers, Sign.ForgottenByInitiator, role);
            AddBySide(FindingCode.KeepaliveTimeouts, Sign.ProbedInVainByInitiator, role);
            AddBySide(FindingCode.TimeWaitAssassination, Sign.AssassinatedOfInitiator, role);
            AddBySide(FindingCode.TimeWaitNotKept, Sign.NotKeptByInitiator, role);
        }
        AddOfSign(FindingCode.MiddleboxResets, Sign.Forged);
        AddOfSign(FindingCode.Refused, Sign.Refused);
        AddOfSign(FindingCode.SynUnanswered, Sign.SynUnanswered);
        AddOfSign(FindingCode.ListenerClosed, Sign.ListenerClosed);
        AddOfSign(FindingCode.AcceptQueueFull, Sign.AcceptQueueFull);
        AddOfSign(FindingCode.SynInTimeWait, Sign.SynInTimeWait);
        AddReuse();
        AddLate();
    }

    void AddServerClosesFirst()
    {
        long byInitiator = close.Signs.Find(Sign.ClosedFirstByInitiator)?.Count ?? 0;
        SignTally? byResponder = close.Signs.Find(Sign.ClosedFirstByResponder);
        if (byResponder is null) { return; }
        TimeWaitSummary? held = close.TimeWaitOf(Role.Responder)?.Summarize();
        DurationSummary idle = close.IdleBeforeResponderClosed;
        FindingDraft draft = new FindingDraft(FindingCode.ServerClosesFirst)
        {
            Service = service,
            Side = Role.Responder,
            OfConnections = byInitiator + byResponder.Count + close.Simultaneous,
        }
            .Shows(byResponder)
            .With(FindingMeasure.TimeWaitsEntered, held?.Entered)
            .With(FindingMeasure.PeakHeld, held?.Peak.Held)
            .With(FindingMeasure.PeakTime, held?.Peak.TimeNs)
            .With(FindingMeasure.IdleMedian, idle.P50Ns)
            .With(FindingMeasure.IdleLongest, idle.MaxNs);
        if (draft.Reaches(thresholds[FindingCode.ServerClosesFirst])) { findings.Add(draft.ToFinding(lighter: idle.P50Ns >= TimeoutNs ? 20 : 0)); }
    }

    void AddKeepaliveRace()
    {
        SignTally? crossed = close.Signs.Find(Sign.RaceCrossedFin), wrote = close.Signs.Find(Sign.RaceWroteAfterFin);
        if (crossed is null && wrote is null) { return; }
        FindingDraft draft = new FindingDraft(FindingCode.KeepaliveRace) { Service = service, Side = Role.Responder, OfConnections = close.Connections }
            .Shows(crossed)
            .Shows(wrote)
            .WithIdle()
            .WithCount(FindingMeasure.CrossedFin, crossed?.Count)
            .WithCount(FindingMeasure.WroteAfterFin, wrote?.Count);
        AddIfReached(FindingCode.KeepaliveRace, draft);
    }

    /// <summary>Connections that the peer had closed and the end in <paramref name="leaver"/> left as they were.</summary>
    void AddLeft(Role leaver)
    {
        bool byInitiator = leaver == Role.Initiator;
        SignTally? left = close.Signs.Find(byInitiator ? Sign.LeakedByInitiator : Sign.LeakedByResponder);
        SignTally? givenUp = close.Signs.Find(byInitiator ? Sign.GivenUpByResponder : Sign.GivenUpByInitiator);
        if (left is null && givenUp is null) { return; }
        (FindingCode Code, Role Side)[] views = [(FindingCode.CloseWaitLeak, leaver), (FindingCode.FinWait2PileUp, byInitiator ? Role.Responder : Role.Initiator)];
        foreach ((FindingCode code, Role side) in views)
        {
            (long silent, long? since) = SilentAtEnd(leaver, thresholds[code].DurationNs ?? 0);
            if (silent + (givenUp?.Count ?? 0) == 0) { continue; }
            FindingDraft draft = new FindingDraft(code)
            {
                Service = service,
                Side = side,
                Connections = silent + (givenUp?.Count ?? 0),
                OfConnections = close.Connections,
            }
                .Shows(silent > 0 ? left : null)
                .Shows(givenUp)
                .WithCount(FindingMeasure.GaveUp, givenUp?.Count)
                .With(FindingMeasure.Since, since);
            AddIfReached(code, draft);
        }
    }

    /// <summary>How many had been silent for so long when the capture ended, and since when the first of them.</summary>
    (long Count, long? SinceNs) SilentAtEnd(Role leaver, long silenceNs)
    {
        if (close.LeftBy(leaver) is not { } left) { return (0, null); }
        long count = 0;
        long? since = null;
        foreach ((long second, long begun) in left.BegunPerSecond())
        {
            if (silenceNs > 0 && (second + 1) * NsPerSecond > captureEndNs - silenceNs) { break; }
            count += begun;
            since ??= second * NsPerSecond;
        }
        return (count, since);
    }

    void AddReuse()
    {
        if (close.Signs.Find(Sign.TimeWaitReused) is not { } reused) { return; }
        FindingDraft draft = new FindingDraft(FindingCode.TimeWaitReuse) { Service = service, OfConnections = close.Connections }
            .Shows(reused)
            .With(FindingMeasure.ReusedAfterShortest, reused.Durations?.Summarize().MinNs)
            .With(FindingMeasure.ByTimestampOnly, close.Signs.Find(Sign.TimeWaitReusedByTimestamp)?.Count ?? 0);
        AddIfReached(FindingCode.TimeWaitReuse, draft);
    }

    void AddLate()
    {
        if (close.Signs.Find(Sign.Late) is not { } late) { return; }
        FindingDraft draft = new FindingDraft(FindingCode.LateSegments) { Service = service, OfConnections = close.Connections }
            .Shows(late)
            .With(FindingMeasure.AnsweredByReset, close.Signs.Find(Sign.LateAnsweredByReset)?.Count ?? 0)
            .With(FindingMeasure.LatestBy, late.Durations?.Summarize().MaxNs);
        AddIfReached(FindingCode.LateSegments, draft);
    }

    void AddBySide(FindingCode code, Sign ofInitiator, Role side, int lighter = 0)
    {
        if (close.Signs.Find(side == Role.Initiator ? ofInitiator : ofInitiator + 1) is { } tally)
        {
            AddIfReached(code, new FindingDraft(code) { Service = service, Side = side, OfConnections = close.Connections }.Shows(tally).WithIdle(), lighter);
        }
    }

    void AddOfSign(FindingCode code, Sign sign)
    {
        if (close.Signs.Find(sign) is { } tally)
        {
            AddIfReached(code, new FindingDraft(code) { Service = service, OfConnections = close.Connections }.Shows(tally).WithIdle());
        }
    }

    void AddIfReached(FindingCode code, FindingDraft draft, int lighter = 0)
    {
        if (draft.Reaches(thresholds[code])) { findings.Add(draft.ToFinding(lighter)); }
    }
}

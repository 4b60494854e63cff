using System;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up how connections ended; the parts of <see cref="CloseSummary"/>.</summary>
internal sealed class CloseTally
{
    readonly Tally<CloseKind> _kinds = new();
    readonly Tally<ActiveCloser> _closers = new();
    readonly Tally<Confidence> _confidences = new();
    readonly Tally<ResetCause> _causes = new();
    readonly DurationHistogram _idleBeforeClose = new();
    readonly DurationHistogram _finToFin = new();
    readonly TimeWaitTally _initiatorTimeWait = new();
    readonly TimeWaitTally _responderTimeWait = new();

    long _connections;
    long _established;
    long _initiatorUnknown;
    long _evicted;
    long _resets;
    long _lateSegments;
    long _reused;
    long _reusedInTimeWait;

    public void Add(ConnectionReport connection)
    {
        CloseReport close = connection.Close;
        _connections++;
        _established += connection.Established ? 1 : 0;
        _initiatorUnknown += connection.InitiatorKnown ? 0 : 1;
        _evicted += connection.Evicted ? 1 : 0;
        _resets += connection.ResetCount;
        _lateSegments += connection.LateSegmentCount;
        _reused += connection.Reuse is null ? 0 : 1;
        _reusedInTimeWait += connection.Reuse?.TimeWaitHolder is null ? 0 : 1;
        _kinds.Add(close.Kind);
        _closers.Add(close.ActiveCloser);
        _confidences.Add(close.Confidence);
        foreach (ResetReport reset in connection.Resets) { _causes.Add(reset.Cause); }
        foreach (TimeWaitReport timeWait in connection.TimeWait)
        {
            (timeWait.Holder == Role.Initiator ? _initiatorTimeWait : _responderTimeWait).Add(timeWait);
        }
        if (close.IdleBeforeCloseNs is { } idle) { _idleBeforeClose.Add(idle); }
        if (close is { InitiatorFin: { } one, ResponderFin: { } other }) { _finToFin.Add(Math.Abs(one.TimeNs - other.TimeNs)); }
    }

    public void MergeWith(CloseTally other)
    {
        _connections += other._connections;
        _established += other._established;
        _initiatorUnknown += other._initiatorUnknown;
        _evicted += other._evicted;
        _resets += other._resets;
        _lateSegments += other._lateSegments;
        _reused += other._reused;
        _reusedInTimeWait += other._reusedInTimeWait;
        _kinds.MergeWith(other._kinds);
        _closers.MergeWith(other._closers);
        _confidences.MergeWith(other._confidences);
        _causes.MergeWith(other._causes);
        _initiatorTimeWait.MergeWith(other._initiatorTimeWait);
        _responderTimeWait.MergeWith(other._responderTimeWait);
        _idleBeforeClose.MergeWith(other._idleBeforeClose);
        _finToFin.MergeWith(other._finToFin);
    }

    public CloseSummary Summarize() => new()
    {
        Connections = _connections,
        Established = _established,
        InitiatorUnknown = _initiatorUnknown,
        Evicted = _evicted,
        Kinds = _kinds.ToCounts(),
        ActiveClosers = _closers.ToCounts(),
        Confidences = _confidences.ToCounts(),
        Resets = _resets,
        ResetCauses = _causes.ToCounts(),
        LateSegments = _lateSegments,
        TuplesReused = _reused,
        TuplesReusedInTimeWait = _reusedInTimeWait,
        InitiatorTimeWait = _initiatorTimeWait.Summarize(),
        ResponderTimeWait = _responderTimeWait.Summarize(),
        IdleBeforeClose = _idleBeforeClose.Summarize(),
        FinToFin = _finToFin.Summarize(),
    };
}

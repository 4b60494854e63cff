using System;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up how connections ended; the parts of <see cref="CloseSummary"/>, and the signs that findings are made of.</summary>
internal sealed class CloseTally
{
    Tally<CloseKind> _kinds;
    Tally<ActiveCloser> _closers;
    Tally<Confidence> _confidences;
    Tally<ResetCause> _causesOfInitiator;
    Tally<ResetCause> _causesOfResponder;
    SignTallies _signs;
    DurationHistogram? _idleBeforeResponderClosed;
    DurationHistogram? _idleBeforeInitiatorClosed;
    DurationHistogram? _idleBeforeOthersClosed;
    DurationHistogram? _finToFin;
    TimeWaitTally? _initiatorTimeWait;
    TimeWaitTally? _responderTimeWait;
    OccupancyCurve? _leftByInitiator;
    OccupancyCurve? _leftByResponder;

    long _connections;
    long _established;
    long _initiatorUnknown;
    long _evicted;
    long _resets;
    long _lateSegments;
    long _reused;
    long _reusedInTimeWait;
    long _payloadBytes;
    long _missingBytes;

    public long Connections => _connections;

    public Tally<ActiveCloser> Closers => _closers;

    /// <summary>RSTs that are listed as sent by the initiator, and by the responder.</summary>
    public (long ByInitiator, long ByResponder) ListedResets { get; private set; }

    /// <summary>What the connections showed.</summary>
    public SignTallies Signs => _signs;

    /// <summary>Octets of data in the capture, and those acknowledged that it lacks.</summary>
    public (long Payload, long Missing) Octets => (_payloadBytes, _missingBytes);

    /// <summary>From the last data to the close where the responder closed first.</summary>
    public DurationSummary IdleBeforeResponderClosed => _idleBeforeResponderClosed?.Summarize() ?? default;

    /// <summary>Connections whose both ends closed at once.</summary>
    public long Simultaneous => _kinds[CloseKind.Simultaneous];

    /// <summary>Connections that the peer has closed and the end in <paramref name="role"/> has not, by the second of the last segment; null when there is none.</summary>
    public OccupancyCurve? LeftBy(Role role) => role == Role.Initiator ? _leftByInitiator : _leftByResponder;

    public TimeWaitTally? TimeWaitOf(Role holder) => holder == Role.Initiator ? _initiatorTimeWait : _responderTimeWait;

    public void Add(in ConnectionReport connection, FindingThresholds thresholds)
    {
        ref readonly ConnectionFields report = ref connection.Fields;
        ref readonly CloseFields close = ref report.Close.Fields;
        _connections++;
        _established += report.Established ? 1 : 0;
        _initiatorUnknown += report.InitiatorKnown ? 0 : 1;
        _evicted += report.Evicted ? 1 : 0;
        _resets += report.ResetCount;
        _lateSegments += report.LateSegmentCount;
        _payloadBytes += report.InitiatorSent.PayloadBytes + report.ResponderSent.PayloadBytes;
        _missingBytes += report.InitiatorSent.MissingBytes + report.ResponderSent.MissingBytes;
        if (report.Reuse.HasValue)
        {
            _reused++;
            _reusedInTimeWait += report.Reuse is { TimeWaitHolder: null } ? 0 : 1;
        }
        _kinds.Add(close.Kind);
        _closers.Add(close.ActiveCloser);
        _confidences.Add(close.Confidence);
        for (int i = 0; report.ResetCount > 0 && i < report.Resets.Count; i++) { Add(report.Resets[i]); }
        for (int i = 0; i < report.TimeWait.Count; i++) { Add(report.TimeWait.At(i)); }
        if (close.IdleBeforeCloseNs is { } idle) { IdleOf(close.ActiveCloser).Add(idle); }
        if (close.InitiatorFin.HasValue && close.ResponderFin.HasValue)
        {
            (_finToFin ??= new()).Add(Math.Abs(close.InitiatorFin.GetValueOrDefault().TimeNs - close.ResponderFin.GetValueOrDefault().TimeNs));
        }
        if (close.Kind == CloseKind.HalfClosed) { AddLeft(connection); }
        ConnectionSigns.AddTo(ref _signs, connection, thresholds);
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
        _payloadBytes += other._payloadBytes;
        _missingBytes += other._missingBytes;
        _kinds.MergeWith(other._kinds);
        _closers.MergeWith(other._closers);
        _confidences.MergeWith(other._confidences);
        _causesOfInitiator.MergeWith(other._causesOfInitiator);
        _causesOfResponder.MergeWith(other._causesOfResponder);
        _signs.MergeWith(other._signs);
        ListedResets = (ListedResets.ByInitiator + other.ListedResets.ByInitiator, ListedResets.ByResponder + other.ListedResets.ByResponder);
        Merge(ref _initiatorTimeWait, other._initiatorTimeWait);
        Merge(ref _responderTimeWait, other._responderTimeWait);
        Merge(ref _idleBeforeResponderClosed, other._idleBeforeResponderClosed);
        Merge(ref _idleBeforeInitiatorClosed, other._idleBeforeInitiatorClosed);
        Merge(ref _idleBeforeOthersClosed, other._idleBeforeOthersClosed);
        Merge(ref _finToFin, other._finToFin);
        Merge(ref _leftByInitiator, other._leftByInitiator);
        Merge(ref _leftByResponder, other._leftByResponder);
    }

    public CloseSummary Summarize()
    {
        DurationHistogram? idle = null;
        Merge(ref idle, _idleBeforeResponderClosed);
        Merge(ref idle, _idleBeforeInitiatorClosed);
        Merge(ref idle, _idleBeforeOthersClosed);
        return new()
        {
            Connections = _connections,
            Established = _established,
            InitiatorUnknown = _initiatorUnknown,
            Evicted = _evicted,
            Kinds = _kinds.ToCounts(),
            ActiveClosers = _closers.ToCounts(),
            Confidences = _confidences.ToCounts(),
            LeftByInitiator = _signs.Find(Sign.LeakedByInitiator)?.Count ?? 0,
            LeftByResponder = _signs.Find(Sign.LeakedByResponder)?.Count ?? 0,
            Resets = _resets,
            ResetCausesOfInitiator = _causesOfInitiator.ToCounts(),
            ResetCausesOfResponder = _causesOfResponder.ToCounts(),
            LateSegments = _lateSegments,
            TuplesReused = _reused,
            TuplesReusedInTimeWait = _reusedInTimeWait,
            InitiatorTimeWait = _initiatorTimeWait?.Summarize() ?? TimeWaitSummary.None,
            ResponderTimeWait = _responderTimeWait?.Summarize() ?? TimeWaitSummary.None,
            IdleBeforeClose = idle?.Summarize() ?? default,
            IdleBeforeInitiatorClosed = _idleBeforeInitiatorClosed?.Summarize() ?? default,
            IdleBeforeResponderClosed = _idleBeforeResponderClosed?.Summarize() ?? default,
            FinToFin = _finToFin?.Summarize() ?? default,
        };
    }

    void Add(ResetReport reset)
    {
        if (reset.From == Role.Initiator)
        {
            _causesOfInitiator.Add(reset.Cause);
            ListedResets = ListedResets with { ByInitiator = ListedResets.ByInitiator + 1 };
        }
        else
        {
            _causesOfResponder.Add(reset.Cause);
            ListedResets = ListedResets with { ByResponder = ListedResets.ByResponder + 1 };
        }
    }

    void Add(in TimeWaitReport timeWait)
    {
        if (timeWait.Holder == Role.Initiator) { (_initiatorTimeWait ??= new()).Add(timeWait); }
        else { (_responderTimeWait ??= new()).Add(timeWait); }
    }

    /// <summary>Since when nothing has been heard of a connection that one side has closed and the other has not.</summary>
    void AddLeft(in ConnectionReport connection)
    {
        if (connection.Close.InitiatorFin is { AckedTimeNs: not null }) { (_leftByResponder ??= new()).Add(connection.LastTimeNs, null); }
        else if (connection.Close.ResponderFin is { AckedTimeNs: not null }) { (_leftByInitiator ??= new()).Add(connection.LastTimeNs, null); }
    }

    DurationHistogram IdleOf(ActiveCloser closer) => closer switch
    {
        ActiveCloser.Initiator => _idleBeforeInitiatorClosed ??= new(),
        ActiveCloser.Responder => _idleBeforeResponderClosed ??= new(),
        ActiveCloser.Both or ActiveCloser.None => _idleBeforeOthersClosed ??= new(),
    };

    static void Merge(ref DurationHistogram? into, DurationHistogram? other)
    {
        if (other is not null) { (into ??= new()).MergeWith(other); }
    }

    static void Merge(ref TimeWaitTally? into, TimeWaitTally? other)
    {
        if (other is not null) { (into ??= new()).MergeWith(other); }
    }

    static void Merge(ref OccupancyCurve? into, OccupancyCurve? other)
    {
        if (other is not null) { (into ??= new()).MergeWith(other); }
    }
}

using System;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up the use of one budget of ports; the parts of <see cref="PortBudget"/>.</summary>
internal sealed class PortTally
{
    const double NsPerSecond = 1_000_000_000;

    readonly PortSet _ports = new();
    readonly OccupancyCurve _held = new();
    long _connections;
    long _timeWaits;
    long _first = long.MaxValue;
    long _last = long.MinValue;
    FindingEvidence _firstConnection;

    public void Add(in ConnectionReport connection)
    {
        var evidence = new FindingEvidence(connection.FirstFrame, connection.Id);
        if (_connections++ == 0 || evidence.IsBefore(_firstConnection)) { _firstConnection = evidence; }
        _ports.Add(connection.Initiator.Port);
        _first = Math.Min(_first, connection.FirstTimeNs);
        _last = Math.Max(_last, connection.FirstTimeNs);
        int timeWait = TimeWaitOfInitiator(connection);
        if (timeWait >= 0) { _timeWaits++; }
        _held.Add(connection.FirstTimeNs, timeWait >= 0 ? connection.Fields.TimeWait.At(timeWait).EndedTimeNs : ReleasedWithoutTimeWaitNs(connection));
    }

    public void MergeWith(PortTally other)
    {
        if (other._connections > 0 && (_connections == 0 || other._firstConnection.IsBefore(_firstConnection))) { _firstConnection = other._firstConnection; }
        _connections += other._connections;
        _ports.MergeWith(other._ports);
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
        _timeWaits += other._timeWaits;
        _held.MergeWith(other._held);
    }

    /// <summary>The first of the connections.</summary>
    public FindingEvidence FirstConnection => _firstConnection;

    /// <summary>
    /// How fast connections came until the most ports were held, and how fast while they still were: at least <paramref name="full"/> of them,
    /// to the end of the capture at most.
    /// </summary>
    public ConnectsAroundPeak ConnectsAround(OccupancyPeak peak, double full, long captureEndNs)
    {
        if (peak.TimeNs is not { } peakNs) { return default; }
        OccupancyStretch stretch = _held.StretchFrom(peakNs, full);
        double before = stretch.BegunBefore / (Math.Max(stretch.FromNs - _first, OccupancyCells.FinestNs) / NsPerSecond);
        double seconds = ((stretch.UntilNs ?? captureEndNs) - stretch.FromNs) / NsPerSecond;
        return new(before, seconds * before >= 1 ? stretch.BegunWithin / seconds : null, stretch.UntilNs - peakNs);
    }

    public PortBudget Summarize(PortGroup group, CloseTally closes, SumsOptions options)
    {
        OccupancyPeak peak = _held.Peak();
        return new()
        {
            Group = group,
            Closes = closes,
            Connections = _connections,
            DistinctPorts = _ports.Count,
            PeakHeld = peak with { Held = Math.Min(peak.Held, _ports.Count) },
            PortsInRange = options.LocalPorts,
            TimeWaitsEntered = _timeWaits,
            FirstConnectNs = _first,
            LastConnectNs = _last,
            BusiestSecond = _held.MostBegunInSecond(),
            ConnectsPerSecond = _last > _first ? (_connections - 1) / ((_last - _first) / NsPerSecond) : null,
            RunsOutPerSecond = options.LocalPorts / (options.TimeWaitNs / NsPerSecond),
        };
    }

    /// <summary>
    /// When the initiator's kernel gave the port back, as far as the packets tell; null when it still held it at the end of the capture.
    /// Without TIME-WAIT that is the end of its last state: LAST-ACK ends with the ACK of its FIN, any state with the RST that killed it.
    /// </summary>
    internal static long? ReleasedNs(in ConnectionReport connection)
    {
        int timeWait = TimeWaitOfInitiator(connection);
        return timeWait >= 0 ? connection.Fields.TimeWait.At(timeWait).EndedTimeNs : ReleasedWithoutTimeWaitNs(connection);
    }

    static long? ReleasedWithoutTimeWaitNs(in ConnectionReport connection)
    {
        ref readonly CloseFields close = ref connection.Fields.Close.Fields;
        return close.Kind switch
        {
            CloseKind.Open or CloseKind.HalfClosed => connection.Evicted ? connection.LastTimeNs : null,
            CloseKind.NotEstablished => connection.LastTimeNs,
            CloseKind.Graceful or CloseKind.Simultaneous => close.InitiatorFin?.AckedTimeNs ?? connection.LastTimeNs,
            CloseKind.Refused or CloseKind.Aborted or CloseKind.AbortedAfterFin => FirstEffectiveResetNs(connection) ?? connection.LastTimeNs,
        };
    }

    /// <summary>Its place in the report's list; -1 when the initiator held none.</summary>
    static int TimeWaitOfInitiator(in ConnectionReport connection)
    {
        ref readonly ConnectionFields report = ref connection.Fields;
        for (int i = 0; i < report.TimeWait.Count; i++)
        {
            if (report.TimeWait.At(i) is { Holder: Role.Initiator, Ended: not TimeWaitEnding.NeverKept }) { return i; }
        }
        return -1;
    }

    static long? FirstEffectiveResetNs(in ConnectionReport connection)
    {
        for (int i = 0; i < connection.Resets.Count; i++)
        {
            ResetReport reset = connection.Resets[i];
            if (reset.Effective != false) { return reset.TimeNs; }
        }
        return null;
    }
}

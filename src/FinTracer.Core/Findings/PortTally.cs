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

    public void Add(ConnectionReport connection)
    {
        if (_connections++ == 0 || connection.FirstFrame < _firstConnection.Frame) { _firstConnection = new(connection.FirstFrame, connection.Id); }
        _ports.Add(connection.Initiator.Port);
        _first = Math.Min(_first, connection.FirstTimeNs);
        _last = Math.Max(_last, connection.FirstTimeNs);
        if (TimeWaitOfInitiator(connection) is not null) { _timeWaits++; }
        _held.Add(connection.FirstTimeNs, ReleasedNs(connection));
    }

    public void MergeWith(PortTally other)
    {
        if (other._connections > 0 && (_connections == 0 || other._firstConnection.Frame < _firstConnection.Frame)) { _firstConnection = other._firstConnection; }
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
    /// Connections a second before the ports held first reached <paramref name="full"/>, and in whole seconds from there to the last one;
    /// null where there is no such second.
    /// </summary>
    public (double? Before, double? While) ConnectsAround(long full, long lastNs)
    {
        long? since = null;
        foreach (OccupancyPoint point in _held.ToPoints())
        {
            if (point.Held >= full) { since = SecondCounts.SecondOf(point.TimeNs); break; }
        }
        if (since is not { } reached) { return (null, null); }
        (long before, long during, long first, long last) = (0, 0, SecondCounts.SecondOf(_first), SecondCounts.SecondOf(lastNs));
        foreach ((long second, long count) in _held.BegunPerSecond())
        {
            if (second <= reached) { before += count; } else if (second < last) { during += count; }
        }
        return ((double)before / (reached - first + 1), last - reached > 1 ? (double)during / (last - reached - 1) : null);
    }

    public PortBudget Summarize(PortGroup group, SumsOptions options)
    {
        OccupancyPeak peak = _held.Peak();
        long busiest = 0;
        foreach (long count in _held.BegunPerSecond().Values) { busiest = Math.Max(busiest, count); }
        return new()
        {
            Group = group,
            Connections = _connections,
            DistinctPorts = _ports.Count,
            PeakHeld = peak with { Held = Math.Min(peak.Held, _ports.Count) },
            PortsInRange = options.LocalPorts,
            TimeWaitsEntered = _timeWaits,
            FirstConnectNs = _first,
            LastConnectNs = _last,
            BusiestSecond = busiest,
            ConnectsPerSecond = _last > _first ? (_connections - 1) / ((_last - _first) / NsPerSecond) : null,
            RunsOutPerSecond = options.LocalPorts / (options.TimeWaitNs / NsPerSecond),
        };
    }

    /// <summary>
    /// When the initiator's kernel gave the port back, as far as the packets tell; null when it still held it at the end of the capture.
    /// Without TIME-WAIT that is the end of its last state: LAST-ACK ends with the ACK of its FIN, any state with the RST that killed it.
    /// </summary>
    internal static long? ReleasedNs(ConnectionReport connection)
    {
        if (TimeWaitOfInitiator(connection) is { } timeWait) { return timeWait.EndedTimeNs; }
        return connection.Close.Kind switch
        {
            CloseKind.Open or CloseKind.HalfClosed => connection.Evicted ? connection.LastTimeNs : null,
            CloseKind.NotEstablished => connection.LastTimeNs,
            CloseKind.Graceful or CloseKind.Simultaneous => connection.Close.InitiatorFin?.AckedTimeNs ?? connection.LastTimeNs,
            CloseKind.Refused or CloseKind.Aborted or CloseKind.AbortedAfterFin => FirstEffectiveResetNs(connection) ?? connection.LastTimeNs,
        };
    }

    static TimeWaitReport? TimeWaitOfInitiator(ConnectionReport connection)
    {
        for (int i = 0; i < connection.TimeWait.Count; i++)
        {
            TimeWaitReport timeWait = connection.TimeWait[i];
            if (timeWait is { Holder: Role.Initiator, Ended: not TimeWaitEnding.NeverKept }) { return timeWait; }
        }
        return null;
    }

    static long? FirstEffectiveResetNs(ConnectionReport connection)
    {
        for (int i = 0; i < connection.Resets.Count; i++)
        {
            ResetReport reset = connection.Resets[i];
            if (reset.Effective != false) { return reset.TimeNs; }
        }
        return null;
    }
}

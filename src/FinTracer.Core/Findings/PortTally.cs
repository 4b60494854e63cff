using System;
using System.Collections.Generic;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Adds up the use of one budget of ports; the parts of <see cref="PortBudget"/>.</summary>
internal sealed class PortTally
{
    const double NsPerSecond = 1_000_000_000;

    readonly PortSet _ports = new();
    readonly OccupancyCurve _held = new();
    readonly Dictionary<long, long> _opened = [];
    long _connections;
    long _timeWaits;
    long _first = long.MaxValue;
    long _last = long.MinValue;

    public void Add(ConnectionReport connection)
    {
        _connections++;
        _ports.Add(connection.Initiator.Port);
        _first = Math.Min(_first, connection.FirstTimeNs);
        _last = Math.Max(_last, connection.FirstTimeNs);
        long second = connection.FirstTimeNs / 1_000_000_000;
        _opened[second] = _opened.GetValueOrDefault(second) + 1;
        if (TimeWaitOfInitiator(connection) is not null) { _timeWaits++; }
        _held.Add(connection.FirstTimeNs, ReleasedNs(connection));
    }

    public void MergeWith(PortTally other)
    {
        _connections += other._connections;
        _ports.MergeWith(other._ports);
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
        foreach ((long second, long count) in other._opened) { _opened[second] = _opened.GetValueOrDefault(second) + count; }
        _timeWaits += other._timeWaits;
        _held.MergeWith(other._held);
    }

    public PortBudget Summarize(PortGroup group, SumsOptions options)
    {
        OccupancyPeak peak = _held.Peak();
        long busiest = 0;
        foreach (long count in _opened.Values) { busiest = Math.Max(busiest, count); }
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
        foreach (TimeWaitReport timeWait in connection.TimeWait)
        {
            if (timeWait is { Holder: Role.Initiator, Ended: not TimeWaitEnding.NeverKept }) { return timeWait; }
        }
        return null;
    }

    static long? FirstEffectiveResetNs(ConnectionReport connection)
    {
        foreach (ResetReport reset in connection.Resets)
        {
            if (reset.Effective != false) { return reset.TimeNs; }
        }
        return null;
    }
}

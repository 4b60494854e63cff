using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>
/// Adds connection reports up as they come. Every part is a sum, a union, a minimum or a maximum of integers: reports may be divided over
/// any number of <see cref="CaptureSums"/> and merged in any grouping and order, with equal results.
/// A connection is added to one group alone, that of its initiator's address and its service: services, hosts and the whole are sums of groups.
/// Memory does not follow the number of connections but what they have in common: roughly 1 KiB for each group, plus some 50 octets for each
/// second in which one of them changed. Nothing is dropped to save memory, since a dropped key would make the result depend on the grouping; but where a
/// connection left early without ever having been established, its initiator's address is not kept: a flood makes up as many as it likes.
/// Not safe for several threads at once: give each its own and merge.
/// </summary>
public sealed class CaptureSums(SumsOptions options)
{
    // The unspecified address (::), which no connection has.
    static readonly UInt128 Anybody = UInt128.Zero;

    readonly Dictionary<PortGroup, GroupTally> _groups = [];
    PortGroup _lastGroup;
    GroupTally? _lastTally;
    long _lastTimeNs = long.MinValue;

    /// <summary>Adds one connection.</summary>
    public void Add(in ConnectionReport connection)
    {
        _lastTimeNs = Math.Max(_lastTimeNs, connection.LastTimeNs);
        UInt128 initiator = connection is { Evicted: true, Established: false } ? Anybody : connection.Initiator.Address;
        TallyOf(new(initiator, connection.Responder)).Add(connection, options.Thresholds);
    }

    /// <summary>Adds all that <paramref name="other"/> has added up, which is left as it is. Both must have equal options.</summary>
    public void MergeWith(CaptureSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _lastTimeNs = Math.Max(_lastTimeNs, other._lastTimeNs);
        foreach ((PortGroup group, GroupTally tally) in other._groups) { TallyOf(group).MergeWith(tally); }
    }

    /// <summary>
    /// The same, where <paramref name="other"/> is not used any more: what only it knows is taken over as it is. A scan leaves a great many groups that were met once, each of
    /// them in one part only.
    /// </summary>
    public void TakeOver(CaptureSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _lastTimeNs = Math.Max(_lastTimeNs, other._lastTimeNs);
        foreach ((PortGroup group, GroupTally tally) in other._groups)
        {
            ref GroupTally? own = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
            if (own is null) { own = tally; } else { own.MergeWith(tally); }
        }
    }

    /// <summary>The sums as they stand; more may be added afterwards.</summary>
    /// <param name="counts">What became of the frames, for what it says of the capture.</param>
    /// <param name="captureEndNs">When the capture ended, nanoseconds since the epoch; null: with the last segment of any connection.</param>
    public CaptureSummary Summarize(FrameCounts counts = default, long? captureEndNs = null)
    {
        var total = new CloseTally();
        var services = new Dictionary<Endpoint, CloseTally>();
        var hosts = new Dictionary<UInt128, HostTally>();
        var ports = new List<PortBudget>(_groups.Count);
        var findings = new List<Finding>();
        var shortOfPorts = new HashSet<UInt128>();
        long endNs = Math.Max(captureEndNs ?? _lastTimeNs, _lastTimeNs);
        foreach ((PortGroup group, GroupTally tally) in _groups)
        {
            At(services, group.Responder).MergeWith(tally.Close);
            if (group.Initiator == Anybody) { continue; }
            HostTally host = At(hosts, group.Initiator);
            host.Add(tally.Close, Role.Initiator);
            if (group.Initiator == group.Responder.Address) { host.NoteWithItself(tally.Close); }
            PortBudget budget = tally.Ports.Summarize(group, tally.Close, options);
            ports.Add(budget);
            if (HostFindings.OfPorts(group, tally, budget, options, endNs) is not { } finding) { continue; }
            findings.Add(finding);
            shortOfPorts.Add(group.Initiator);
        }
        foreach ((Endpoint service, CloseTally tally) in services)
        {
            total.MergeWith(tally);
            At(hosts, service.Address).Add(tally, Role.Responder);
        }
        ports.Sort(ByPortsHeld);
        CaptureFindings.Add(total, counts, options.Thresholds, findings);
        AddTimeWaits(hosts, shortOfPorts, findings);
        foreach ((Endpoint service, CloseTally tally) in services) { new ServiceFindings(service, tally, options.Thresholds, endNs, findings).Add(); }
        return new()
        {
            Total = total.Summarize(),
            Services = Ordered(services, (service, tally) => new ServiceSummary(service, tally.Summarize()), ByConnections),
            Hosts = Ordered(hosts, (address, tally) => tally.Summarize(address), ByTimeWait),
            Ports = ports,
            Findings = FindingList.Of(findings),
        };
    }

    /// <summary>A host that is short of ports is told of once: its TIME-WAITs are why.</summary>
    void AddTimeWaits(Dictionary<UInt128, HostTally> hosts, HashSet<UInt128> shortOfPorts, List<Finding> findings)
    {
        foreach ((UInt128 address, HostTally tally) in hosts)
        {
            if (!shortOfPorts.Contains(address) && HostFindings.OfTimeWaits(address, tally, options.Thresholds) is { } timeWaits) { findings.Add(timeWaits); }
        }
    }

    /// <summary>Connections of one group tend to come together, so the last one is kept at hand.</summary>
    GroupTally TallyOf(in PortGroup group)
    {
        if (_lastTally is null || group != _lastGroup)
        {
            _lastTally = At(_groups, group);
            _lastGroup = group;
        }
        return _lastTally;
    }

    static int ByConnections(ServiceSummary left, ServiceSummary right) =>
        (right.Close.Connections, left.Service).CompareTo((left.Close.Connections, right.Service));

    static int ByTimeWait(HostSummary left, HostSummary right) =>
        (right.TimeWait.Entered, right.Connections, left.Address).CompareTo(
            (left.TimeWait.Entered, left.Connections, right.Address));

    static int ByPortsHeld(PortBudget left, PortBudget right) =>
        (right.PeakHeld.Held, right.Connections, left.Group.Initiator, left.Group.Responder).CompareTo(
            (left.PeakHeld.Held, left.Connections, right.Group.Initiator, right.Group.Responder));

    static TTally At<TKey, TTally>(Dictionary<TKey, TTally> tallies, TKey key)
        where TKey : notnull
        where TTally : class, new() =>
        CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out _) ??= new();

    static List<TResult> Ordered<TKey, TTally, TResult>(
        Dictionary<TKey, TTally> tallies, Func<TKey, TTally, TResult> summarize, Comparison<TResult> order)
        where TKey : notnull
    {
        var results = new List<TResult>(tallies.Count);
        foreach ((TKey key, TTally tally) in tallies) { results.Add(summarize(key, tally)); }
        results.Sort(order);
        return results;
    }
}

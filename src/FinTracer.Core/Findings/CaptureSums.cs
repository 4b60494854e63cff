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
/// Memory does not follow the number of connections but what they have in common: roughly 1 KiB for each different service (responder
/// address and port), host (address) and port group (initiator address and service), plus some 50 octets for each second in which one of
/// them changed. Nothing is dropped to save memory, since a dropped key would make the result depend on the grouping.
/// Not safe for several threads at once: give each its own and merge.
/// </summary>
public sealed class CaptureSums(SumsOptions options)
{
    readonly CloseTally _total = new();
    readonly Dictionary<Endpoint, CloseTally> _services = [];
    readonly Dictionary<UInt128, HostTally> _hosts = [];
    readonly Dictionary<PortGroup, PortTally> _ports = [];

    /// <summary>Adds one connection.</summary>
    public void Add(ConnectionReport connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _total.Add(connection);
        At(_services, connection.Responder).Add(connection);
        At(_hosts, connection.Initiator.Address).Add(connection, Role.Initiator);
        At(_hosts, connection.Responder.Address).Add(connection, Role.Responder);
        At(_ports, new PortGroup(connection.Initiator.Address, connection.Responder)).Add(connection);
    }

    /// <summary>Adds all that <paramref name="other"/> has added up, which is left as it is. Both must have equal options.</summary>
    public void MergeWith(CaptureSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _total.MergeWith(other._total);
        foreach ((Endpoint service, CloseTally tally) in other._services) { At(_services, service).MergeWith(tally); }
        foreach ((UInt128 address, HostTally tally) in other._hosts) { At(_hosts, address).MergeWith(tally); }
        foreach ((PortGroup group, PortTally tally) in other._ports) { At(_ports, group).MergeWith(tally); }
    }

    /// <summary>The sums as they stand; more may be added afterwards.</summary>
    public CaptureSummary Summarize() => new()
    {
        Total = _total.Summarize(),
        Services = Ordered(_services, (service, tally) => new ServiceSummary(service, tally.Summarize()), ByConnections),
        Hosts = Ordered(_hosts, (address, tally) => tally.Summarize(address), ByTimeWait),
        Ports = Ordered(_ports, (group, tally) => tally.Summarize(group, options), ByPortsHeld),
        Findings = [],
    };

    static int ByConnections(ServiceSummary left, ServiceSummary right) =>
        (right.Close.Connections, left.Service).CompareTo((left.Close.Connections, right.Service));

    static int ByTimeWait(HostSummary left, HostSummary right) =>
        (right.TimeWait.Entered, right.AsInitiator + right.AsResponder, left.Address).CompareTo(
            (left.TimeWait.Entered, left.AsInitiator + left.AsResponder, right.Address));

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

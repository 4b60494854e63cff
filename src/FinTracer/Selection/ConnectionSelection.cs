using System;
using System.Collections.Generic;
using System.Threading;
using FinTracer.Verdicts;

namespace FinTracer.Selection;

/// <summary>Which connections a report is about: those of any of the services, any of the hosts, and of the condition, as far as each is given.</summary>
sealed class ConnectionSelection(IReadOnlyList<ServicePattern> services, IReadOnlyList<AddressRange> hosts, Func<ConnectionReport, bool>? condition)
{
    long _leftOut;

    /// <summary>Connections that were left out so far.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    /// <summary>Those of the connections that belong to the report, in their order; the others are counted. Safe for several threads at once.</summary>
    public List<ConnectionReport> Taken(ReadOnlySpan<ConnectionReport> connections)
    {
        var taken = new List<ConnectionReport>();
        foreach (ref readonly ConnectionReport connection in connections)
        {
            if (Takes(connection)) { taken.Add(connection); }
        }
        return taken;
    }

    /// <summary>Says whether a connection belongs to the report, and counts it when it does not.</summary>
    public bool Takes(in ConnectionReport connection)
    {
        bool taken = Holds(connection);
        if (!taken) { Interlocked.Increment(ref _leftOut); }
        return taken;
    }

    /// <summary>Says whether a connection belongs to the report.</summary>
    public bool Holds(in ConnectionReport connection) => IsOfServices(connection) && IsOfHosts(connection) && condition?.Invoke(connection) != false;

    bool IsOfServices(in ConnectionReport connection)
    {
        for (int i = 0; i < services.Count; i++)
        {
            if (services[i].Matches(connection.Responder)) { return true; }
        }
        return services.Count == 0;
    }

    bool IsOfHosts(in ConnectionReport connection)
    {
        for (int i = 0; i < hosts.Count; i++)
        {
            if (hosts[i].Contains(connection.Initiator.Address) || hosts[i].Contains(connection.Responder.Address)) { return true; }
        }
        return hosts.Count == 0;
    }
}

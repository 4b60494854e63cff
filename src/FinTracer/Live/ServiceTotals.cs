using System;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>How one service's connections ended so far.</summary>
/// <param name="service">Responder address and port; null for all that are not counted apart.</param>
sealed class ServiceTotals(Endpoint? service)
{
    static readonly int s_kinds = Enum.GetValues<CloseKind>().Length;
    static readonly int s_closers = Enum.GetValues<ActiveCloser>().Length;

    readonly long[] _counts = new long[s_kinds * s_closers];

    /// <summary>The service, or null for the others.</summary>
    public Endpoint? Service => service;

    /// <summary>All its connections.</summary>
    public long Connections { get; private set; }

    /// <summary>RSTs in their first records.</summary>
    public long Resets { get; private set; }

    /// <summary>Connections that ended so, closed first by that side.</summary>
    public long this[CloseKind kind, ActiveCloser closer] => _counts[((int)kind * s_closers) + (int)closer];

    /// <summary>Those that a side closed first, whatever the kind.</summary>
    public long ClosedBy(ActiveCloser closer)
    {
        long sum = 0;
        for (int kind = 0; kind < s_kinds; kind++)
        {
            sum += _counts[(kind * s_closers) + (int)closer];
        }

        return sum;
    }

    /// <summary>Counts a connection.</summary>
    public void Add(in ConnectionReport connection)
    {
        Connections++;
        Resets += connection.ResetCount;
        _counts[((int)connection.Close.Kind * s_closers) + (int)connection.Close.ActiveCloser]++;
    }

    /// <summary>The counts as they stand.</summary>
    public ServiceTotals Copy()
    {
        var copy = new ServiceTotals(service) { Connections = Connections, Resets = Resets };
        _counts.CopyTo(copy._counts, 0);
        return copy;
    }
}

using System;
using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>
/// What has been decided since the start, for the view and the metrics: bounded, whoever connects to what. The report's own sums are <see cref="Findings.CaptureSums"/>.
/// </summary>
sealed class LiveTotals
{
    /// <summary>Services counted apart; what comes after them counts as one, so that nobody can make the list grow.</summary>
    public const int MaxServices = 100;

    readonly Dictionary<Endpoint, ServiceTotals> _services = [];
    readonly Dictionary<long, int> _resetsTold = []; // by connection, while it is still watched
    readonly long[] _resets = new long[Enum.GetValues<ResetCause>().Length];
    readonly ServiceTotals _others = new(null);

    /// <summary>Connections counted.</summary>
    public long Connections { get; private set; }

    /// <summary>Takes a record; repeated ones count only what is new in them.</summary>
    public void Add(in ConnectionReport connection)
    {
        if (connection.Revision <= 1)
        {
            Connections++;
            Of(connection.Responder).Add(connection);
        }

        AddResets(connection);
    }

    /// <summary>So many connections are decided at the end, of which nothing had been told.</summary>
    public void CountDecided(int connections) => Connections += connections;

    /// <summary>The counts as they stand.</summary>
    public (IReadOnlyList<ServiceTotals> Services, IReadOnlyList<(ResetCause Cause, long Count)> Resets) Copy()
    {
        var services = new List<ServiceTotals>(_services.Count + 1);
        foreach (ServiceTotals service in _services.Values)
        {
            services.Add(service.Copy());
        }

        if (_others.Connections > 0)
        {
            services.Add(_others.Copy());
        }

        var resets = new List<(ResetCause, long)>();
        foreach (ResetCause cause in Enum.GetValues<ResetCause>())
        {
            if (_resets[(int)cause] > 0)
            {
                resets.Add((cause, _resets[(int)cause]));
            }
        }

        return (services, resets);
    }

    ServiceTotals Of(Endpoint service)
    {
        if (_services.TryGetValue(service, out ServiceTotals? known))
        {
            return known;
        }

        if (_services.Count >= MaxServices)
        {
            return _others;
        }

        var added = new ServiceTotals(service);
        _services.Add(service, added);
        return added;
    }

    void AddResets(in ConnectionReport connection)
    {
        int told = 0;
        if (connection.Final)
        {
            _resetsTold.Remove(connection.Id, out told);
        }
        else if (connection.Resets.Count > 0)
        {
            told = _resetsTold.GetValueOrDefault(connection.Id);
            _resetsTold[connection.Id] = connection.Resets.Count;
        }

        for (int i = told; i < connection.Resets.Count; i++)
        {
            _resets[(int)connection.Resets[i].Cause]++;
        }
    }
}

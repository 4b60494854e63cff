using System;
using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Findings;

/// <summary>A finding as its rule puts it together: signs that show it, and numbers.</summary>
internal sealed class FindingDraft(FindingCode code)
{
    readonly SignTally _shown = new(default);
    readonly SortedDictionary<FindingMeasure, long> _numbers = [];

    public Endpoint? Service { get; init; }

    public UInt128? Host { get; init; }

    public Role? Side { get; init; }

    /// <summary>Connections that show it; those of the signs unless set.</summary>
    public long Connections { get => field > 0 ? field : _shown.Count; init; }

    public required long OfConnections { get; init; }

    /// <summary>Takes a sign's connections, evidence and durations in; null is none.</summary>
    public FindingDraft Shows(SignTally? sign)
    {
        if (sign is not null) { _shown.MergeWith(sign); }
        return this;
    }

    public FindingDraft Shows(FindingEvidence evidence)
    {
        _shown.Add(evidence.Frame, evidence.Connection);
        return this;
    }

    /// <summary>Adds a number; null is none.</summary>
    public FindingDraft With(FindingMeasure measure, long? value)
    {
        if (value is { } known) { _numbers[measure] = known; }
        return this;
    }

    /// <summary>Adds a count unless it is 0.</summary>
    public FindingDraft WithCount(FindingMeasure measure, long? count) => With(measure, count is 0 ? null : count);

    public FindingDraft WithPerSecond(FindingMeasure measure, double? perSecond) => With(measure, perSecond is { } rate ? (long)Math.Round(rate * 1000) : null);

    /// <summary>Adds the median and the longest of the signs' durations, and when the first happened, where that was kept.</summary>
    public FindingDraft WithIdle()
    {
        DurationSummary durations = _shown.Durations?.Summarize() ?? default;
        return With(FindingMeasure.IdleMedian, durations.P50Ns).With(FindingMeasure.IdleLongest, durations.MaxNs).With(FindingMeasure.FirstTime, _shown.FirstTimeNs);
    }

    /// <summary>True when there are as many connections, in number and in share, as the threshold wants.</summary>
    public bool Reaches(FindingThreshold threshold) => Connections >= threshold.Connections && Connections >= threshold.Share * OfConnections;

    public Finding ToFinding(int lighter = 0)
    {
        var numbers = new List<FindingNumber>(_numbers.Count);
        foreach ((FindingMeasure measure, long value) in _numbers) { numbers.Add(new(measure, value)); }
        return new()
        {
            Code = code,
            Weight = Math.Max(1, FindingWeight.Of(code, Connections, OfConnections) - lighter),
            Service = Service,
            Host = Host,
            Side = Side,
            Connections = Connections,
            OfConnections = OfConnections,
            Numbers = numbers,
            Evidence = [.. _shown.Evidence],
        };
    }
}

using System;
using FinTracer.Tracking;

namespace FinTracer.Findings;

/// <summary>What one initiator's ports and TIME-WAITs show.</summary>
internal static class HostFindings
{
    const double NsPerSecond = 1_000_000_000;

    /// <summary>A rate that has fallen to half: the ports held connections back.</summary>
    const double Flattened = 0.5;

    /// <summary>The ports of one group: run out, or about to. Null when neither.</summary>
    public static Finding? OfPorts(PortGroup group, GroupTally tally, PortBudget ports, SumsOptions options, long captureEndNs)
        => Exhausted(group, tally, ports, options, captureEndNs) ?? NearExhaustion(group, tally, ports, options);

    /// <summary>TIME-WAITs that a host holds of connections it opened itself. Null when they are few.</summary>
    public static Finding? OfTimeWaits(UInt128 address, HostTally tally, FindingThresholds thresholds)
    {
        TimeWaitSummary held = tally.TimeWaitAsInitiator;
        FindingThreshold threshold = thresholds[FindingCode.TimeWaitPileUp];
        if (held.Peak.Held < threshold.Connections || held.Entered < threshold.Share * tally.AsInitiator) { return null; }
        return new FindingDraft(FindingCode.TimeWaitPileUp) { Host = address, Side = Role.Initiator, OfConnections = tally.AsInitiator }
            .Shows(tally.HoldsTimeWait)
            .With(FindingMeasure.PeakHeld, held.Peak.Held)
            .With(FindingMeasure.PeakTime, held.Peak.TimeNs)
            .ToFinding();
    }

    /// <summary>All ports held, and no more connections, or far fewer, while they were: a connect that finds no port sends nothing.</summary>
    static Finding? Exhausted(PortGroup group, GroupTally tally, PortBudget ports, SumsOptions options, long captureEndNs)
    {
        FindingThreshold threshold = options.Thresholds[FindingCode.PortExhausted];
        double full = threshold.Share * ports.PortsInRange;
        if (ports.PeakHeld.Held < Math.Max(threshold.Connections, full) || ports.DistinctPorts > ports.PortsInRange) { return null; }
        ConnectsAroundPeak connects = tally.Ports.ConnectsAround(ports.PeakHeld, full, captureEndNs);
        if (connects.PerSecondWhileFull > connects.PerSecondBefore * Flattened) { return null; }
        return Draft(FindingCode.PortExhausted, group, tally, ports)
            .WithPerSecond(FindingMeasure.ConnectsPerSecond, connects.PerSecondBefore)
            .WithPerSecond(FindingMeasure.ConnectsPerSecondWhileFull, connects.PerSecondWhileFull)
            .With(FindingMeasure.FullFor, connects.FullForNs)
            .ToFinding();
    }

    static Finding? NearExhaustion(PortGroup group, GroupTally tally, PortBudget ports, SumsOptions options)
    {
        FindingThreshold threshold = options.Thresholds[FindingCode.PortExhaustionNear];
        bool held = ports.PeakHeld.Held >= threshold.Connections && ports.PeakHeld.Held >= threshold.Share * ports.PortsInRange;
        long spanNs = ports.LastConnectNs - ports.FirstConnectNs;
        bool measured = ports.TimeWaitsEntered >= threshold.Connections && spanNs >= (threshold.DurationNs ?? 0) && spanNs > 0;
        bool fast = measured && ports.TimeWaitsEntered / (spanNs / NsPerSecond) >= threshold.Share * ports.RunsOutPerSecond;
        if (!held && !fast) { return null; }
        return Draft(FindingCode.PortExhaustionNear, group, tally, ports)
            .WithPerSecond(FindingMeasure.ConnectsPerSecond, ports.ConnectsPerSecond)
            .WithPerSecond(FindingMeasure.RunsOutPerSecond, ports.RunsOutPerSecond)
            .ToFinding();
    }

    static FindingDraft Draft(FindingCode code, PortGroup group, GroupTally tally, PortBudget ports)
    {
        var draft = new FindingDraft(code)
        {
            Service = group.Responder,
            Host = group.Initiator,
            Side = Role.Initiator,
            Connections = ports.Connections,
            OfConnections = ports.Connections,
        };
        draft = tally.Close.Signs.Find(Sign.HoldsTimeWaitAsInitiator) is { } holds ? draft.Shows(holds) : draft.Shows(tally.Ports.FirstConnection);
        return draft
            .With(FindingMeasure.TimeWaitsEntered, ports.TimeWaitsEntered)
            .With(FindingMeasure.PeakHeld, ports.PeakHeld.Held)
            .With(FindingMeasure.PeakTime, ports.PeakHeld.TimeNs)
            .With(FindingMeasure.DistinctPorts, ports.DistinctPorts)
            .With(FindingMeasure.PortsInRange, ports.PortsInRange);
    }
}

namespace FinTracer.Findings;

/// <summary>What a number of a finding measures; its unit is <see cref="FindingUnit"/>.</summary>
public enum FindingMeasure
{
    /// <summary>TIME-WAITs entered by the holder.</summary>
    TimeWaitsEntered,

    /// <summary>Most TIME-WAITs, or ports, held at once.</summary>
    PeakHeld,

    /// <summary>When the peak was reached (<see cref="OccupancyPeak"/>).</summary>
    PeakTime,

    /// <summary>Different local ports used.</summary>
    DistinctPorts,

    /// <summary>Local ports in the range.</summary>
    PortsInRange,

    /// <summary>Connections opened a second, from the first to the last.</summary>
    ConnectsPerSecond,

    /// <summary>Connections a second at which the range runs out.</summary>
    RunsOutPerSecond,

    /// <summary>Connections opened a second from when the most ports were held until they were given back.</summary>
    ConnectsPerSecondWhileFull,

    /// <summary>From when the most ports were held until they were given back.</summary>
    FullFor,

    /// <summary>From the last data to the close, median.</summary>
    IdleMedian,

    /// <summary>The same, the longest.</summary>
    IdleLongest,

    /// <summary>Connections whose data had been sent before the FIN was seen.</summary>
    CrossedFin,

    /// <summary>Connections whose data was written after the FIN had been seen.</summary>
    WroteAfterFin,

    /// <summary>Connections that the closer gave up waiting for (its orphaned FIN-WAIT-2 had run out).</summary>
    GaveUp,

    /// <summary>The first of them was left in this state since.</summary>
    Since,

    /// <summary>When the first of them happened.</summary>
    FirstTime,

    /// <summary>Different services concerned.</summary>
    Services,

    /// <summary>Connections accepted only because the new time stamp was newer: the sequence number was not.</summary>
    ByTimestampOnly,

    /// <summary>The new connection came so long after the end of the old one, the shortest time.</summary>
    ReusedAfterShortest,

    /// <summary>Connections whose late segment was answered by a RST.</summary>
    AnsweredByReset,

    /// <summary>The latest of them came so long after the close.</summary>
    LatestBy,

    /// <summary>Octets that were acknowledged and are not in the capture.</summary>
    MissingOctets,

    /// <summary>Octets of data in the capture.</summary>
    PayloadOctets,

    /// <summary>Packets that the capturing system says it dropped.</summary>
    DroppedBySystem,
}

using System;
using System.Collections.Generic;
using FinTracer.Findings;

namespace FinTracer;

/// <summary>What one round of <see cref="LiveCensus"/> counted.</summary>
public sealed class CensusRound
{
    /// <summary>Connections of which no more than the handshake's beginning was seen.</summary>
    public int Opening { get; internal set; }

    /// <summary>Established connections without a FIN.</summary>
    public int Open { get; internal set; }

    /// <summary>Connections with a FIN that are not over.</summary>
    public int Closing { get; internal set; }

    /// <summary>Connections that are over and are remembered for late segments; TIME-WAITs are among them.</summary>
    public int Remembered { get; internal set; }

    /// <summary>TIME-WAITs by the address that holds them.</summary>
    public IReadOnlyDictionary<UInt128, TimeWaitHeld> TimeWait => TimeWaitCounts;

    /// <summary>Ports that initiators hold towards one service: open connections and their own TIME-WAITs.</summary>
    public IReadOnlyDictionary<PortGroup, int> Ports => PortCounts;

    internal Dictionary<UInt128, TimeWaitHeld> TimeWaitCounts { get; } = [];

    internal Dictionary<PortGroup, int> PortCounts { get; } = [];
}

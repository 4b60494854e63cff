namespace FinTracer.Findings;

/// <summary>
/// Local ports of one initiator towards one service, against the range it has. A port is held while its connection lives and while the
/// initiator keeps it in TIME-WAIT; TIME-WAIT at the responder holds no port of the initiator.
/// </summary>
public sealed record PortBudget
{
    /// <summary>Who connects, and to where.</summary>
    public required PortGroup Group { get; init; }

    /// <summary>How they ended; added up at each call, which must come before more connections are added.</summary>
    public CloseSummary Close => (Closes ?? new()).Summarize();

    /// <summary>Connections opened.</summary>
    public required long Connections { get; init; }

    /// <summary>Different ports they came from.</summary>
    public required int DistinctPorts { get; init; }

    /// <summary>Most ports held at once (never more than <see cref="DistinctPorts"/>), and when.</summary>
    public required OccupancyPeak PeakHeld { get; init; }

    /// <summary>Ports in the range (<see cref="SumsOptions.LocalPorts"/>).</summary>
    public required int PortsInRange { get; init; }

    /// <summary>TIME-WAITs that the initiator entered: each keeps a port.</summary>
    public required long TimeWaitsEntered { get; init; }

    /// <summary>Time of the first connection, nanoseconds since the epoch.</summary>
    public required long FirstConnectNs { get; init; }

    /// <summary>Time of the last.</summary>
    public required long LastConnectNs { get; init; }

    /// <summary>Most connections opened within one second of the clock.</summary>
    public required long BusiestSecond { get; init; }

    /// <summary>Connections a second on average from the first to the last; null when they are fewer than two or all at one moment.</summary>
    public required double? ConnectsPerSecond { get; init; }

    /// <summary>Connections a second at which the range runs out if each leaves TIME-WAIT at the initiator: range / TIME-WAIT's length.</summary>
    public required double RunsOutPerSecond { get; init; }

    internal CloseTally? Closes { get; init; }
}

using System.Collections.Generic;

namespace FinTracer.Findings;

/// <summary>The sums over all connections of a capture. Lists are in an order that depends on their content alone.</summary>
public sealed record CaptureSummary
{
    /// <summary>All connections.</summary>
    public required CloseSummary Total { get; init; }

    /// <summary>By responder address and port; most connections first, then by address and port.</summary>
    public required IReadOnlyList<ServiceSummary> Services { get; init; }

    /// <summary>By address; most TIME-WAITs entered first, then most connections, then by address.</summary>
    public required IReadOnlyList<HostSummary> Hosts { get; init; }

    /// <summary>By initiator and service; most ports held first, then most connections, then by addresses.</summary>
    public required IReadOnlyList<PortBudget> Ports { get; init; }

    /// <summary>What should be known, weightiest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

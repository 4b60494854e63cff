using System;
using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Findings;

/// <summary>
/// Something in the sums that a person should know, named, weighed and with the numbers it rests on. The words for it are the report's.
/// A function of the sums and the thresholds alone, so that it does not depend on how the work was divided.
/// </summary>
public sealed record Finding
{
    /// <summary>What it says.</summary>
    public required FindingCode Code { get; init; }

    /// <summary>How much it matters, 1 to 100; findings are ordered by it.</summary>
    public required int Weight { get; init; }

    /// <summary>The service it is about; null when it is about a host, several services or the whole capture.</summary>
    public Endpoint? Service { get; init; }

    /// <summary>The address it is about, in the form of <see cref="Endpoint.Address"/>; null when it is about a service or the whole capture. With a service: the initiator.</summary>
    public UInt128? Host { get; init; }

    /// <summary>Which end of the connections did it: closed, aborted, leaks, holds; null where that is no question.</summary>
    public Role? Side { get; init; }

    /// <summary>Connections that show it.</summary>
    public required long Connections { get; init; }

    /// <summary>Connections among which they were counted; never 0.</summary>
    public required long OfConnections { get; init; }

    /// <summary>What was measured beside, each measure at most once, in the order of <see cref="FindingMeasure"/>.</summary>
    public IReadOnlyList<FindingNumber> Numbers { get; init; } = [];

    /// <summary>Connections and frames that show it: the first few, by frame.</summary>
    public required IReadOnlyList<FindingEvidence> Evidence { get; init; }

    /// <summary>The number for a measure; null when it does not belong to the finding.</summary>
    public long? this[FindingMeasure measure]
    {
        get
        {
            foreach (FindingNumber number in Numbers)
            {
                if (number.Measure == measure) { return number.Value; }
            }
            return null;
        }
    }
}

using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;

namespace FinTracer.Findings;

/// <summary>Something in the sums that a person should know, named and weighed.</summary>
public sealed record Finding
{
    /// <summary>Its stable name, lower case with hyphens, e.g. <c>server-closes-first</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The service it is about; null when it is about a host or the whole capture.</summary>
    public Endpoint? Service { get; init; }

    /// <summary>The address it is about, in the form of <see cref="Endpoint.Address"/>; null when it is about a service or the whole capture.</summary>
    public System.UInt128? Host { get; init; }

    /// <summary>Connections it rests on.</summary>
    public required long Connections { get; init; }

    /// <summary>How much it matters, 0 to 100; findings are ordered by it.</summary>
    public required int Weight { get; init; }

    /// <summary>Frames that show it, a few, in order.</summary>
    public required IReadOnlyList<FrameId> Evidence { get; init; }
}

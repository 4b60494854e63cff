using System;
using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>The state of a live capture at one moment, complete in itself: the view and the metrics read it on threads of their own.</summary>
sealed record LiveSnapshot
{
    /// <summary>The moment, nanoseconds since the epoch.</summary>
    public required long TimeNs { get; init; }

    /// <summary>How long the capture has run.</summary>
    public required TimeSpan Running { get; init; }

    /// <summary>Names of the interfaces.</summary>
    public required string Interfaces { get; init; }

    /// <summary>Frames captured.</summary>
    public required long Frames { get; init; }

    /// <summary>TCP segments among them.</summary>
    public required long Segments { get; init; }

    /// <summary>Frames in the last second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Connections that closed in the last second.</summary>
    public required double ClosesPerSecond { get; init; }

    /// <summary>Packets that the capture lost.</summary>
    public required long Dropped { get; init; }

    /// <summary>Packets that the interfaces themselves dropped, of whatever kind; null where the system does not say.</summary>
    public required long? DroppedByInterfaces { get; init; }

    /// <summary>Connections decided.</summary>
    public required long Connections { get; init; }

    /// <summary>Connections that left early to make room.</summary>
    public required long Evicted { get; init; }

    /// <summary>Who holds what.</summary>
    public required CensusRound Census { get; init; }

    /// <summary>Services with what became of their connections.</summary>
    public required IReadOnlyList<ServiceTotals> Services { get; init; }

    /// <summary>RSTs by cause.</summary>
    public required IReadOnlyList<(ResetCause Cause, long Count)> Resets { get; init; }

    /// <summary>The kernel's own TIME-WAITs by local address; null when they were not asked for.</summary>
    public required IReadOnlyDictionary<UInt128, int>? KernelTimeWait { get; init; }
}

namespace FinTracer.Findings;

/// <summary>TIME-WAIT as one holder kept it.</summary>
public sealed record TimeWaitSummary
{
    /// <summary>Of a holder that never had any, as most addresses of a scan: one for all of them.</summary>
    internal static TimeWaitSummary None { get; } = new()
    {
        Entered = 0,
        Peak = default,
        OpenAtEnd = 0,
        Expired = 0,
        Reused = 0,
        Assassinated = 0,
        NeverKept = 0,
        Restarts = 0,
    };

    /// <summary>How many it entered.</summary>
    public required long Entered { get; init; }

    /// <summary>The most it held at once, and when.</summary>
    public required OccupancyPeak Peak { get; init; }

    /// <summary>Still held when the capture ended.</summary>
    public required long OpenAtEnd { get; init; }

    /// <summary>Ran their time.</summary>
    public required long Expired { get; init; }

    /// <summary>Ended by a new connection on the four-tuple.</summary>
    public required long Reused { get; init; }

    /// <summary>Ended by a RST (RFC 1337).</summary>
    public required long Assassinated { get; init; }

    /// <summary>Should have been entered and were not; not part of <see cref="Entered"/>.</summary>
    public required long NeverKept { get; init; }

    /// <summary>How often a segment re-armed the timer of one.</summary>
    public required long Restarts { get; init; }
}

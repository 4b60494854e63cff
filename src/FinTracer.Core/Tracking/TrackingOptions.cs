namespace FinTracer.Tracking;

/// <summary>Times and limits that the tracking of one connection follows.</summary>
public sealed record TrackingOptions
{
    /// <summary>How long TIME-WAIT lasts. Default: Linux.</summary>
    public TimeWaitProfile TimeWait { get; init; } = TimeWaitProfile.Linux;

    /// <summary>
    /// How long a closed connection is remembered after its last segment, nanoseconds of capture time; late segments within it are explained.
    /// Default 125 s: two Linux TIME-WAITs, and more than a SYN is retransmitted for (127 s) less its first second.
    /// </summary>
    public long TombstoneNs { get; init; } = 125_000_000_000;

    /// <summary>After so long without a segment a connection that was never established is decided, nanoseconds. Default 300 s, above the whole back-off of a Linux SYN.</summary>
    public long UnestablishedIdleNs { get; init; } = 300_000_000_000;

    /// <summary>Two frames with the same content within this time are one segment captured twice, nanoseconds. Default 100 ms, below the least retransmission time-out (Linux: 200 ms).</summary>
    public long DuplicateWindowNs { get; init; } = 100_000_000;

    /// <summary>How long an orphaned FIN-WAIT-2 lives, nanoseconds. Default 60 s (Linux: net.ipv4.tcp_fin_timeout).</summary>
    public long FinWait2Ns { get; init; } = 60_000_000_000;

    /// <summary>RSTs kept in detail for each connection; more are counted. Default 64.</summary>
    public int MaxResets { get; init; } = 64;

    /// <summary>Late segments kept in detail for each connection; more are counted. Default 64.</summary>
    public int MaxLateSegments { get; init; } = 64;
}

using FinTracer.Decoding;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Choices for one analysis.</summary>
public sealed record TraceOptions
{
    /// <summary>Limits and choices of the decoder.</summary>
    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>Times and limits of tracking.</summary>
    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>Segments with a wrong TCP checksum are counted and then left out. Default false: offloading makes them common.</summary>
    public bool IgnoreBadChecksums { get; init; }

    /// <summary>Connections held at once, tombstones included; beyond it the least recently touched leaves early and is counted.
    /// From 65,536 on the room is divided evenly over eight parts of all four-tuples, which can be tracked at once. At least 1; default 1,000,000.</summary>
    public int MaxConnections
    {
        get;
        init => field = value > 0 ? value : throw new System.ArgumentOutOfRangeException(nameof(value), value, "MaxConnections must be above 0.");
    } = 1_000_000;

    /// <summary>
    /// The time at which the capture ended, nanoseconds since the epoch, when it is known to be later than the last frame read: a part of a divided capture
    /// ends when the whole does. Null: the greatest time of any frame.
    /// </summary>
    public long? CaptureEndNs { get; init; }

    /// <summary>Seed of the flow table's hash. Set it for repeatable inner behaviour in tests; the report does not depend on it. Null: unpredictable.</summary>
    public ulong? HashSeed { get; init; }

    /// <summary>
    /// True where connections are reported more than once: when they close, when something changes that later, and for good when nothing more can.
    /// Reports then carry a <see cref="Verdicts.ConnectionReport.Revision"/>. Default false: once each.
    /// </summary>
    public bool Revisions { get; init; }

    /// <summary>
    /// Connections kept at hand, the rest being put away (<see cref="ColdTracks"/>): some more than the 28,232 ports from which a Linux client connects to one service,
    /// so that the next life of a four-tuple finds the last one there. Each takes 2 KB. It shows in no report; tests set it to 0.
    /// </summary>
    internal int AtHand { get; init; } = 32_768;

    /// <summary>Threads that share the work, the calling one included. At least 1; default 1. The report is the same.</summary>
    public int Threads
    {
        get;
        init => field = value > 0 ? value : throw new System.ArgumentOutOfRangeException(nameof(value), value, "Threads must be above 0.");
    } = 1;
}

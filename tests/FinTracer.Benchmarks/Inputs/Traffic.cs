using System;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>What the generator plays: connections by number, a few at a time.</summary>
internal sealed record Traffic
{
    /// <summary>Connections in all.</summary>
    public required long Connections { get; init; }

    /// <summary>Connections under way at a time; late segments come on top.</summary>
    public required int Interleaved { get; init; }

    /// <summary>Time from frame to frame, nanoseconds.</summary>
    public required long FrameGapNs { get; init; }

    /// <summary>Time from the last step of a script to its late ones, nanoseconds.</summary>
    public long LateNs { get; init; } = 200_000_000;

    /// <summary>Whether the hosts use TCP timestamps (RFC 7323).</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Shorter frames are padded to this many octets.</summary>
    public int LeastFrameLength { get; init; }

    /// <summary>The four-tuple of a connection, by its number from 0.</summary>
    public required Func<long, FlowTuple> Tuple { get; init; }

    /// <summary>The script of a connection, by its number from 0.</summary>
    public required Func<long, Script> Script { get; init; }
}

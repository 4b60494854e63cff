using System.Collections.Generic;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>What the generator has made, by its own count.</summary>
internal sealed record InputCounts
{
    /// <summary>Frames in the file.</summary>
    public required long Frames { get; init; }

    /// <summary>Octets of the file.</summary>
    public required long Octets { get; init; }

    /// <summary>Capture time from first to last frame, nanoseconds.</summary>
    public required long DurationNs { get; init; }

    /// <summary>Connections, by how they end.</summary>
    public required IReadOnlyDictionary<Ending, long> Connections { get; init; }

    /// <summary>Segments by their control bits: SYN, FIN, RST.</summary>
    public required IReadOnlyDictionary<TcpFlags, long> Controls { get; init; }

    /// <summary>Octets of payload.</summary>
    public required long PayloadOctets { get; init; }
}

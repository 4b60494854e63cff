using System;

namespace FinTracer.Capture;

/// <summary>A sound block of a pcapng capture as it stands in its file; valid only during the call that it is handed to.</summary>
public readonly ref struct PcapngBlock
{
    /// <summary>The block's type.</summary>
    public required uint Type { get; init; }

    /// <summary>True when the numbers of its section are big-endian.</summary>
    public required bool BigEndian { get; init; }

    /// <summary>The number of the frame that it carries, from 1; 0 when it carries none.</summary>
    public required long Frame { get; init; }

    /// <summary>All octets, both lengths included.</summary>
    public required ReadOnlySpan<byte> Octets { get; init; }
}

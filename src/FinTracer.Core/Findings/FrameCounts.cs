namespace FinTracer.Findings;

/// <summary>
/// What became of the frames of a capture. Every frame has one outcome, so <see cref="Frames"/> =
/// <see cref="TcpSegments"/> + <see cref="NotTcp"/> + <see cref="Fragments"/> + <see cref="Truncated"/> + <see cref="Undecodable"/>;
/// duplicates and bad checksums are among the segments. Filtered frames were dropped before and are counted beside.
/// </summary>
public readonly record struct FrameCounts
{
    /// <summary>Frames that were looked at.</summary>
    public long Frames { get; init; }

    /// <summary>Frames in which a TCP segment was found.</summary>
    public long TcpSegments { get; init; }

    /// <summary>Well-formed frames of other protocols.</summary>
    public long NotTcp { get; init; }

    /// <summary>Fragments kept for their datagram.</summary>
    public long Fragments { get; init; }

    /// <summary>Frames of which too little was captured.</summary>
    public long Truncated { get; init; }

    /// <summary>Frames that could not be decoded: malformed, of an unknown link type, or tunnelled too deep.</summary>
    public long Undecodable { get; init; }

    /// <summary>Further copies of a segment that was captured more than once.</summary>
    public long Duplicates { get; init; }

    /// <summary>Segments with a wrong TCP checksum.</summary>
    public long BadChecksums { get; init; }

    /// <summary>Segments that belong to no connection in the report.</summary>
    public long Strays { get; init; }

    /// <summary>Connections that left early to make room.</summary>
    public long Evicted { get; init; }

    /// <summary>Frames that the filter kept out.</summary>
    public long Filtered { get; init; }

    /// <summary>Packets that the capturing system says it dropped; null when it says nothing.</summary>
    public long? DroppedBySystem { get; init; }

    /// <summary>The counts of two parts of a capture together.</summary>
    public static FrameCounts operator +(FrameCounts left, FrameCounts right) => new()
    {
        Frames = left.Frames + right.Frames,
        TcpSegments = left.TcpSegments + right.TcpSegments,
        NotTcp = left.NotTcp + right.NotTcp,
        Fragments = left.Fragments + right.Fragments,
        Truncated = left.Truncated + right.Truncated,
        Undecodable = left.Undecodable + right.Undecodable,
        Duplicates = left.Duplicates + right.Duplicates,
        BadChecksums = left.BadChecksums + right.BadChecksums,
        Strays = left.Strays + right.Strays,
        Evicted = left.Evicted + right.Evicted,
        Filtered = left.Filtered + right.Filtered,
        DroppedBySystem = left.DroppedBySystem is null && right.DroppedBySystem is null
            ? null
            : (left.DroppedBySystem ?? 0) + (right.DroppedBySystem ?? 0),
    };

    /// <summary>The same as <c>+</c>, for languages without operators.</summary>
    public static FrameCounts Add(FrameCounts left, FrameCounts right) => left + right;
}

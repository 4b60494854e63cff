using System;

namespace FinTracer.Capture;

/// <summary>
/// One frame as the link gave it: where it stands, when it was captured and the octets that were kept.
/// A view: <see cref="Data"/> belongs to the source and is valid until the next read.
/// </summary>
public readonly ref struct Frame
{
    /// <summary>File and number of the frame.</summary>
    public FrameId Id { get; init; }

    /// <summary>Capture time, nanoseconds since 1970-01-01T00:00:00Z; times beyond ±2^62 ns (the year 2116) are clamped by the reader.</summary>
    public long TimestampNs { get; init; }

    /// <summary>Link type of the interface that the frame was captured on.</summary>
    public LinkType LinkType { get; init; }

    /// <summary>Interface number within the capture (pcapng interface id; 0 in pcap files). Tells copies of one segment apart.</summary>
    public int InterfaceId { get; init; }

    /// <summary>Octets that were on the wire; at least <c>Data.Length</c> (a header that claims less is corrected by the reader).</summary>
    public uint WireLength { get; init; }

    /// <summary>The captured octets, from the start of the link-layer header.</summary>
    public ReadOnlySpan<byte> Data { get; init; }
}

namespace FinTracer.Sources.Live;

/// <summary>How interfaces are captured on.</summary>
sealed record CaptureSettings
{
    /// <summary>
    /// The system hands packets over in blocks, at the latest after so many milliseconds. Packet by packet would cost four times the processor time for nothing:
    /// their times are taken when they come, not when they are handed over.
    /// </summary>
    public const int DeliveryMs = 20;

    /// <summary>Octets kept of each packet: all headers with their options, tunnels and IPv6 extensions included. Lengths come from the headers.</summary>
    public const int HeadersOnly = 256;

    /// <summary>libpcap's greatest; below it, offloading's packets of more than 64 KiB are cut.</summary>
    public const int WholePackets = 262_144;

    /// <summary>A filter in libpcap's language; empty for everything.</summary>
    public string Filter { get; init; } = "tcp";

    /// <summary>Octets kept of each packet, 64 to 262,144.</summary>
    public int SnapLength { get; init; } = HeadersOnly;

    /// <summary>Octets that the system holds for us on each interface. 32 MiB is a second of 100,000 packets/s, headers only.</summary>
    public int BufferOctets { get; init; } = 32 * 1024 * 1024;

    /// <summary>Also packets that are for other hosts.</summary>
    public bool Promiscuous { get; init; }
}

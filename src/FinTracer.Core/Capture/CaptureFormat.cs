namespace FinTracer.Capture;

/// <summary>File formats that FinTracer reads by itself, told apart by their first octets.</summary>
public enum CaptureFormat
{
    /// <summary>None of the others, or too few octets to tell.</summary>
    Unknown,

    /// <summary>The classic savefile of libpcap, in any of its variants (see <see cref="PcapVariant"/>).</summary>
    Pcap,

    /// <summary>The block format that Wireshark writes by default.</summary>
    Pcapng,

    /// <summary>The snoop format of Solaris (RFC 1761).</summary>
    Snoop,
}

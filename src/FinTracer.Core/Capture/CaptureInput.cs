using System.Collections.Generic;

namespace FinTracer.Capture;

/// <summary>
/// What one input (a file, standard input, an interface) was and how far it could be read.
/// The one mutable object of this layer: its source counts in it while it reads.
/// </summary>
public sealed class CaptureInput(string name)
{
    /// <summary>The name as the user gave it (a path, <c>-</c>, an interface). May hold any character: sanitise before printing.</summary>
    public string Name { get; } = name;

    /// <summary>Format as tools name it: <c>pcap</c>, <c>pcapng</c>, or what libpcap recognised.</summary>
    public string Format { get; set; } = "unknown";

    /// <summary>How it was compressed (<c>gzip</c>, <c>zstd</c>, <c>lz4</c>), or null.</summary>
    public string? Compression { get; set; }

    /// <summary>Digits behind the second that the capture's clock gives: 6 or 9 mostly (pcapng: 0 to 9, the finest interface).</summary>
    public int TimestampDigits { get; set; } = 6;

    /// <summary>Interfaces in the order of their ids; a pcap file has exactly one.</summary>
    public List<CaptureInterface> Interfaces { get; } = [];

    /// <summary>Frames delivered.</summary>
    public long Frames { get; set; }

    /// <summary>Octets of the (decompressed) input read so far.</summary>
    public long OctetsRead { get; set; }

    /// <summary>Time of the first frame in file order, nanoseconds since the epoch; null before it.</summary>
    public long? FirstTimestampNs { get; set; }

    /// <summary>Greatest time of any frame, nanoseconds since the epoch; null before the first.</summary>
    public long? LastTimestampNs { get; set; }

    /// <summary>How long the capturing program listened, as far as the capture says (pcapng interface statistics), nanoseconds since the epoch: silence up to then is known. Null when it says nothing.</summary>
    public long? CaptureEndNs { get; set; }

    /// <summary>Packets that the capturing system dropped, as far as the capture says (pcapng interface statistics, pcap_stats); null when it says nothing.</summary>
    public long? DroppedBySystem { get; set; }

    /// <summary>Damage met while reading, in order. Empty when the input was whole.</summary>
    public List<InputProblem> Problems { get; } = [];
}

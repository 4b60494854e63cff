using System;
using System.Runtime.InteropServices;

namespace FinTracer.Sources.Live;

/// <summary>A packet in libpcap's memory, which lasts until the next one is fetched from the same interface.</summary>
readonly record struct LivePacket(long TimeNs, uint CapturedLength, uint WireLength, nint Data)
{
    // struct pcap_pkthdr: two longs (32 bits on Windows), then the captured and the wire length.
    static readonly int LongLength = OperatingSystem.IsWindows() ? 4 : nint.Size;

    /// <summary>Its octets.</summary>
    public unsafe ReadOnlySpan<byte> Octets => new((void*)Data, (int)CapturedLength);

    /// <summary>Reads a header as libpcap gives it, with nanoseconds.</summary>
    public static LivePacket Read(nint header, nint data)
    {
        long seconds = LongLength == 4 ? (uint)Marshal.ReadInt32(header) : Marshal.ReadInt64(header);
        uint nanoseconds = (uint)Marshal.ReadInt32(header, LongLength);
        uint captured = (uint)Marshal.ReadInt32(header, 2 * LongLength);
        uint wire = (uint)Marshal.ReadInt32(header, (2 * LongLength) + 4);
        return new(unchecked((seconds * 1_000_000_000) + nanoseconds), captured, Math.Max(wire, captured), data);
    }
}

using System;
using System.Buffers.Binary;

namespace FinTracer.Capture;

/// <summary>
/// A variant of the pcap savefile, told by its magic number. All share the 24-octet file header and the first 16 octets of each record's header.
/// </summary>
/// <param name="BigEndian">Numbers are big-endian.</param>
/// <param name="Nanoseconds">The second field of a record's time counts nanoseconds, else microseconds.</param>
/// <param name="FileHeaderLength">Octets before the first record.</param>
/// <param name="RecordHeaderLength">Octets before the frame in each record.</param>
/// <param name="Name">The format as reports name it.</param>
readonly record struct PcapVariant(bool BigEndian, bool Nanoseconds, int FileHeaderLength, int RecordHeaderLength, string Name)
{
    public const int StandardFileHeader = 24;
    public const int StandardRecordHeader = 16;

    const uint Microsecond = 0xa1b2c3d4;
    const uint Nanosecond = 0xa1b23c4d;

    // Written by an old patched libpcap (A. Kuznetsov): interface index, protocol and packet type follow each record's header.
    const uint Modified = 0xa1b2cd34;

    // Ixia's lcap, from its hardware and its software: the length of all records follows the file header.
    const uint IxiaHardware = 0x1c0001ac;
    const uint IxiaSoftware = 0x1c0001ab;

    /// <summary>The variant of a file that starts with these octets; false when they are no pcap magic, or fewer than four.</summary>
    public static bool TryDetect(ReadOnlySpan<byte> start, out PcapVariant variant)
    {
        variant = default;
        return start.Length >= 4
            && (TryName(BinaryPrimitives.ReadUInt32LittleEndian(start), bigEndian: false, out variant)
                || TryName(BinaryPrimitives.ReadUInt32BigEndian(start), bigEndian: true, out variant));
    }

    static bool TryName(uint magic, bool bigEndian, out PcapVariant variant)
    {
        variant = magic switch
        {
            Microsecond => new(bigEndian, false, StandardFileHeader, StandardRecordHeader, "pcap"),
            Nanosecond => new(bigEndian, true, StandardFileHeader, StandardRecordHeader, "pcap"),
            Modified => new(bigEndian, false, StandardFileHeader, StandardRecordHeader + 8, "modified pcap"),
            IxiaHardware or IxiaSoftware => new(bigEndian, false, StandardFileHeader + 4, StandardRecordHeader, "lcap"),
            _ => default,
        };
        return variant.Name is not null;
    }
}

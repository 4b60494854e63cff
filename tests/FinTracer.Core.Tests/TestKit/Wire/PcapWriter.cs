using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using FinTracer.Capture;

namespace FinTracer.Tests.TestKit.Wire;

/// <summary>Writes frames as a classic pcap file with nanosecond times, little endian (draft-ietf-opsawg-pcap).</summary>
public static class PcapWriter
{
    const uint NanosecondMagic = 0xA1B2_3C4D;
    const uint SnapLength = 262_144;

    /// <summary>The whole file.</summary>
    public static byte[] Write(LinkType link, IEnumerable<MemoryFrame> frames)
    {
        using var stream = new MemoryStream();
        Write32(stream, NanosecondMagic);
        Write32(stream, 0x0004_0002);
        Write32(stream, 0);
        Write32(stream, 0);
        Write32(stream, SnapLength);
        Write32(stream, (uint)link);
        foreach (var frame in frames)
        {
            Write32(stream, (uint)(frame.TimestampNs / 1_000_000_000));
            Write32(stream, (uint)(frame.TimestampNs % 1_000_000_000));
            Write32(stream, (uint)frame.Data.Length);
            Write32(stream, frame.WireLength);
            stream.Write(frame.Data);
        }

        return stream.ToArray();
    }

    static void Write32(MemoryStream stream, uint value)
    {
        System.Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        stream.Write(octets);
    }
}

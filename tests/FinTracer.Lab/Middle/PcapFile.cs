using System;
using System.Buffers.Binary;
using System.IO;

namespace FinTracer.Lab.Middle;

/// <summary>Writes a classic capture file with nanosecond times and Ethernet frames.</summary>
internal sealed class PcapFile : IDisposable
{
    const uint NanosecondMagic = 0xa1b23c4d;
    readonly FileStream _file;

    public PcapFile(string path)
    {
        _file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 262144);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], 1);
        _file.Write(header);
    }

    public void Write(long timeNs, ReadOnlySpan<byte> frame)
    {
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(timeNs / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(timeNs % 1_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
        _file.Write(header);
        _file.Write(frame);
    }

    public void Dispose() => _file.Dispose();
}

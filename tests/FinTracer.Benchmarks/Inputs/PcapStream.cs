using System;
using System.Buffers.Binary;
using System.IO;

namespace FinTracer.Benchmarks.Inputs;

/// <summary>A pcap file (microseconds, little-endian, Ethernet) written in large pieces, with the tally of what it holds.</summary>
internal sealed class PcapStream : IFrameSink, IDisposable
{
    const int RecordHeaderLength = 16;
    const int FileHeaderLength = 24;
    const int BufferLength = 1 << 20;
    const int Reserve = RecordHeaderLength + FrameBytes.MaxHeaderLength + Payload.MaxLength;
    const uint DefaultSnapLength = 262_144;

    readonly Stream _to;
    readonly int _snapLength;
    readonly int _leastLength;
    readonly byte[] _buffer = new byte[BufferLength];
    int _used;
    long _flushed;

    /// <param name="to">Where the file goes; disposed of with this.</param>
    /// <param name="snapLength">Octets kept of each frame; null: all.</param>
    /// <param name="leastLength">Shorter frames are padded to this, as Ethernet does.</param>
    public PcapStream(Stream to, int? snapLength, int leastLength)
    {
        _to = to;
        _snapLength = snapLength ?? (int)DefaultSnapLength;
        _leastLength = leastLength;
        WriteFileHeader();
    }

    /// <summary>Frames written.</summary>
    public long Frames { get; private set; }

    /// <summary>Octets of the file so far.</summary>
    public long Octets => _flushed + _used;

    /// <summary>Octets of a file for a frame of which so many octets are kept.</summary>
    public static double OctetsPerRecord(double kept) => RecordHeaderLength + kept;

    /// <summary>Adds a frame.</summary>
    public void Write(in TcpFrame frame)
    {
        if (_used > BufferLength - Reserve)
        {
            Flush();
        }

        Span<byte> record = _buffer.AsSpan(_used);
        Span<byte> octets = record[RecordHeaderLength..];
        int length = FrameBytes.Write(frame, octets);
        if (length < _leastLength)
        {
            octets[length.._leastLength].Clear();
            length = _leastLength;
        }

        int kept = Math.Min(length, _snapLength);
        long microseconds = frame.TimeNs / 1000;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], kept);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], length);
        _used += RecordHeaderLength + kept;
        Frames++;
    }

    /// <summary>Writes what is still held, and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _to.Dispose();
    }

    void WriteFileHeader()
    {
        Span<byte> header = _buffer;
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2_C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], _snapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _used = FileHeaderLength;
    }

    void Flush()
    {
        _to.Write(_buffer.AsSpan(0, _used));
        _flushed += _used;
        _used = 0;
    }
}

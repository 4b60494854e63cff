using System;
using System.Buffers;
using System.IO;

namespace FinTracer.Reporting.Json;

/// <summary>Octets on their way to a stream, handed over in blocks: a record is a few hundred octets, a write to the system costs the same for 64 KiB.</summary>
sealed class OutputBuffer(Stream stream) : IBufferWriter<byte>
{
    const int BlockLength = 64 * 1024;

    readonly ArrayBufferWriter<byte> _buffer = new(BlockLength * 2);

    public void Advance(int count) => _buffer.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public void Write(ReadOnlySpan<byte> octets) => _buffer.Write(octets);

    /// <summary>Hands over when a block is full.</summary>
    public void FlushFullBlock()
    {
        if (_buffer.WrittenCount >= BlockLength) { HandOver(); }
    }

    /// <summary>Hands over everything.</summary>
    public void Flush()
    {
        HandOver();
        stream.Flush();
    }

    void HandOver()
    {
        stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}

using System;
using System.IO;

namespace FinTracer.Core.Tests.Capture;

/// <summary>Gives octets in pieces of the given sizes, round and round, as a pipe may; then ends, or fails.</summary>
public sealed class ChunkedStream(byte[] octets, int[] sizes, Exception? failure = null) : Stream
{
    int _position;
    int _next;

    /// <summary>Octets handed out.</summary>
    public int Given => _position;

    public bool Closed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int size = Math.Min(sizes[_next++ % sizes.Length], Math.Min(buffer.Length, octets.Length - _position));
        if (size == 0 && failure is not null)
        {
            throw failure;
        }
        octets.AsSpan(_position, size).CopyTo(buffer);
        _position += size;
        return size;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Closed = true;
        base.Dispose(disposing);
    }
}

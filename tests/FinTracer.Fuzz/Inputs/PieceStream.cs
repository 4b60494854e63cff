using System;
using System.IO;

namespace FinTracer.Fuzz.Inputs;

/// <summary>Octets that come in pieces of one length, as from a pipe.</summary>
sealed class PieceStream(byte[] octets, int pieceLength) : Stream
{
    int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int length = Math.Min(Math.Min(pieceLength, buffer.Length), octets.Length - _at);
        octets.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

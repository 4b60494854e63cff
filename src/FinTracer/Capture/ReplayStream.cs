using System;
using System.IO;

namespace FinTracer.Sources;

/// <summary>A stream some of whose first octets have been read, seen from its start again.</summary>
sealed class ReplayStream(byte[] start, int startLength, Stream rest) : ForwardStream
{
    int _position;

    public override int Read(Span<byte> buffer)
    {
        if (_position == startLength)
        {
            return rest.Read(buffer);
        }
        int count = Math.Min(buffer.Length, startLength - _position);
        start.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }
        base.Dispose(disposing);
    }
}

using System;
using System.IO;

namespace FinTracer.Sources;

/// <summary>Remembers whether its source has come to its end, which tells a cut file from a damaged one.</summary>
sealed class EndWatchingStream(Stream source) : ForwardStream
{
    /// <summary>True once the source had nothing more to give.</summary>
    public bool EndSeen { get; private set; }

    /// <summary>The source's own failure, which is no fault of what is in it.</summary>
    public IOException? Failure { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = source.Read(buffer);
            EndSeen |= read == 0 && !buffer.IsEmpty;
            return read;
        }
        catch (IOException e)
        {
            Failure = e;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }
        base.Dispose(disposing);
    }
}

using System;
using System.IO;

namespace FinTracer.Sources;

/// <summary>
/// A decompressor whose failures are of two kinds only: <see cref="EndOfStreamException"/> where its source is cut,
/// <see cref="InvalidDataException"/> where it is damaged. Failures of the source itself pass as they are.
/// </summary>
sealed class GuardedDecompressor(Stream decompressor, EndWatchingStream source, string name) : ForwardStream
{
    // A decompressor that fails gives nothing of the piece it was asked for; small pieces lose little of what came before the damage.
    const int PieceLength = 16 * 1024;

    Exception? _failure;

    public override int Read(Span<byte> buffer)
    {
        if (_failure is not null)
        {
            throw _failure;
        }
        try
        {
            return decompressor.Read(buffer[..Math.Min(buffer.Length, PieceLength)]);
        }
        // Decompressors are others' code over input from anywhere: whatever they throw is about the input.
        catch (Exception e) when (e is not OutOfMemoryException && source.Failure is null)
        {
            _failure = source.EndSeen
                ? new EndOfStreamException($"{name} data ends in the middle", e)
                : new InvalidDataException($"{name} data is damaged", e);
            throw _failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decompressor.Dispose();
            source.Dispose();
        }
        base.Dispose(disposing);
    }
}

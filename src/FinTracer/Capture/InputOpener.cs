using System;
using System.IO;
using FinTracer.Capture;

namespace FinTracer.Sources;

/// <summary>Opens captures of every kind: compressed or not, in FinTracer's own formats or in one that libpcap knows.</summary>
static class InputOpener
{
    /// <summary>
    /// Opens the capture at the start of <paramref name="stream"/>. Null when there is none or it cannot be read: <paramref name="input"/> then says why.
    /// Owns the stream.
    /// </summary>
    /// <param name="stream">The octets.</param>
    /// <param name="input">What to count in.</param>
    /// <param name="path">The file's path, for formats that only libpcap knows; null when the octets are in no file.</param>
    /// <param name="followed">True when the input is still being written to.</param>
    public static CaptureReader? Open(Stream stream, CaptureInput input, string? path, bool followed = false)
    {
        if (!TryLookAtStart(ref stream, input, out byte[] start))
        {
            return null;
        }
        if (Compression.Detect(start) is { } compression)
        {
            input.Compression = compression.Name;
            if (compression.Decompress is null)
            {
                return Refuse(stream, input, $"compressed with {compression.Name}, which FinTracer cannot read: decompress it first");
            }
            if (followed)
            {
                return Refuse(stream, input, $"compressed with {compression.Name}: what is still being compressed cannot be followed");
            }
            stream = compression.Open(stream);
            path = null;
            if (!TryLookAtStart(ref stream, input, out start))
            {
                return null;
            }
            if (Compression.Detect(start) is { } inner)
            {
                return Refuse(stream, input, $"{inner.Name} inside {compression.Name}: FinTracer decompresses once only");
            }
        }
        if (path is not null && start.Length == CaptureFormats.MagicLength && CaptureFormats.Detect(start) == CaptureFormat.Unknown)
        {
            stream.Dispose();
            return LibpcapFrameSource.Open(path, input);
        }
        return CaptureFormats.Open(stream, input);
    }

    /// <summary>Reads the first octets and puts them back; at least four, as far as the input has them, and never waits for more.</summary>
    static bool TryLookAtStart(ref Stream stream, CaptureInput input, out byte[] start)
    {
        byte[] octets = new byte[CaptureFormats.MagicLength];
        int length = 0;
        start = [];
        try
        {
            int read;
            do
            {
                read = stream.Read(octets, length, octets.Length - length);
                length += read;
            }
            while (read > 0 && length < Compression.MagicLength);
            start = octets[..length];
            if (stream.CanSeek)
            {
                stream.Position = 0;
            }
            else
            {
                stream = new ReplayStream(octets, length, stream);
            }
            return true;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            stream.Dispose();
            InputProblemKind kind = e is EndOfStreamException ? InputProblemKind.Truncated : InputProblemKind.Unreadable;
            input.Problems.Add(new(kind, 0, PlainText.Of(e.Message)));
            return false;
        }
    }

    static CaptureReader? Refuse(Stream stream, CaptureInput input, string why)
    {
        stream.Dispose();
        input.Problems.Add(new(InputProblemKind.Unreadable, 0, why));
        return null;
    }
}

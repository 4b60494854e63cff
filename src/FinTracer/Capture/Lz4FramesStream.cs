using System;
using System.IO;
using K4os.Compression.LZ4.Streams;

namespace FinTracer.Sources;

/// <summary>
/// LZ4 frames behind each other as one stream: the library decodes a single one. It takes exactly the frame's octets from its source, so the next
/// frame starts where it stopped.
/// </summary>
sealed class Lz4FramesStream(Stream source) : ForwardStream
{
    const int MagicLength = 4;

    Stream? _frame;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_frame is null && !TryOpenFrame())
            {
                return 0;
            }
            if (_frame!.Read(buffer) is > 0 and var read)
            {
                return read;
            }
            _frame.Dispose();
            _frame = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _frame?.Dispose();
            source.Dispose();
        }
        base.Dispose(disposing);
    }

    bool TryOpenFrame()
    {
        byte[] magic = new byte[MagicLength];
        int length = source.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false);
        if (length == 0)
        {
            return false;
        }
        // Interactive: hands out what is there instead of filling the caller's buffer, so that live pipes flow.
        _frame = LZ4Stream.Decode(new ReplayStream(magic, length, source), leaveOpen: true, interactive: true);
        return true;
    }
}

using System.IO;
using System.IO.Compression;
using FinTracer.Capture;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>Opens the captures that the oracle speaks of.</summary>
static class OracleCapture
{
    /// <summary>Opens a capture, gzip or not; null when it is in no format that Core reads.</summary>
    public static CaptureReader? Open(string path)
    {
        FileStream file = File.OpenRead(path);
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        Stream octets = gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        return CaptureFormats.Open(octets, new CaptureInput(path));
    }
}

using System;
using System.IO;
using System.IO.Compression;
using ZstdSharp;

namespace FinTracer.Sources;

/// <summary>A way in which a capture file can be compressed, told by its first octets, never by the file's name.</summary>
/// <param name="Name">As reports name it.</param>
/// <param name="Decompress">Makes the decompressor, or null when FinTracer has none.</param>
sealed record Compression(string Name, Func<Stream, Stream>? Decompress)
{
    /// <summary>Octets at the start of an input that <see cref="Detect"/> wants to see.</summary>
    public const int MagicLength = 4;

    // GZipStream takes a cut file for a whole one unless this is set, and a cut must be told.
    const string StrictGzip = "System.IO.Compression.UseStrictValidation";

    static readonly Compression Gzip = new("gzip", static source =>
    {
        AppContext.SetSwitch(StrictGzip, true);
        return new GZipStream(source, CompressionMode.Decompress);
    });

    static readonly Compression Zstd = new("zstd", static source => new DecompressionStream(source, leaveOpen: false));

    static readonly Compression Lz4 = new("lz4", static source => new Lz4FramesStream(source));

    static readonly Compression Xz = new("xz", null);

    static readonly Compression Bzip2 = new("bzip2", null);

    /// <summary>The compression of an input that starts with these octets, or null for none that is known.</summary>
    public static Compression? Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Zstd,
        [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => Zstd,     // a skippable frame, with which pzstd begins
        [0x04, 0x22, 0x4d, 0x18, ..] => Lz4,
        [0xfd, (byte)'7', (byte)'z', (byte)'X', ..] => Xz,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => Bzip2,
        _ => null,
    };

    /// <summary>The octets behind <paramref name="source"/>, decompressed on a thread of their own. Owns the source.</summary>
    public Stream Open(Stream source)
    {
        if (Decompress is null)
        {
            throw new InvalidOperationException($"There is no decompressor for {Name}.");
        }
        var watched = new EndWatchingStream(source);
        return new ReadAheadStream(new GuardedDecompressor(Decompress(watched), watched, Name));
    }
}

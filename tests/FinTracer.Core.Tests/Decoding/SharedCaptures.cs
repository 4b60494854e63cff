using System;
using System.IO;
using System.IO.Compression;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Decoding;

/// <summary>The folder of real captures that lies beside the repository, or where FINTRACER_SHARED_CAPTURES says. Tests that need it skip without it.</summary>
internal static class SharedCaptures
{
    const string Variable = "FINTRACER_SHARED_CAPTURES";

    public static string RequireFolder()
    {
        string? folder = Environment.GetEnvironmentVariable(Variable) ?? FindBesideRepository();
        Assert.SkipUnless(Directory.Exists(folder), $"the shared captures are not here; set {Variable} to their folder");
        return folder!;
    }

    /// <summary>Opens a capture, gzip or not; null when it is in no format that Core reads.</summary>
    public static CaptureReader? Open(string path)
    {
        FileStream file = File.OpenRead(path);
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        Stream octets = gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        return CaptureFormats.Open(octets, new CaptureInput(path));
    }

    static string? FindBesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
        {
            folder = folder.Parent;
        }
        return folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "captures");
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

/// <summary>
/// The collection of public captures with what independent tools say of them. It is no part of the repository: FINTRACER_SHARED_CAPTURES names it, or
/// it lies beside the repository as <c>shared/captures</c>. Tests that need it are skipped elsewhere.
/// </summary>
static class SharedCaptures
{
    /// <summary>The collection's folder; skips the test when there is none.</summary>
    public static string FolderOrSkip()
    {
        string? folder = Environment.GetEnvironmentVariable("FINTRACER_SHARED_CAPTURES") ?? BesideTheRepository();
        Assert.SkipWhen(folder is null || !Directory.Exists(folder), "the shared captures are not here (FINTRACER_SHARED_CAPTURES)");
        return folder!;
    }

    /// <summary>Rows of a tab-separated table, each by its column names.</summary>
    public static IEnumerable<Dictionary<string, string>> Table(TextReader reader)
    {
        string[] columns = reader.ReadLine()!.Split('\t');
        while (reader.ReadLine() is { } line)
        {
            yield return columns.Zip(line.Split('\t')).ToDictionary(p => p.First, p => p.Second);
        }
    }

    static string? BesideTheRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "captures");
            }
        }
        return null;
    }
}

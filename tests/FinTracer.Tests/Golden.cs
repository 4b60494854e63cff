using System;
using System.IO;
using Xunit;

namespace FinTracer.Tests;

/// <summary>
/// Compares with text that was looked at once and accepted. On a difference the text received is left beside the accepted one;
/// FINTRACER_UPDATE_GOLDEN=1 accepts it.
/// </summary>
static class Golden
{
    /// <summary>Checks against a file under the tests' folder, given with slashes.</summary>
    public static void Check(string path, string actual)
    {
        string golden = Path.Combine(Folder(), path.Replace('/', Path.DirectorySeparatorChar));
        string received = golden + ".received";
        if (Environment.GetEnvironmentVariable("FINTRACER_UPDATE_GOLDEN") == "1" && Environment.GetEnvironmentVariable("FINTRACER_CI") is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, actual);
            File.Delete(received);
            return;
        }
        string expected = File.Exists(golden) ? File.ReadAllText(golden) : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail($"{path} differs {FirstDifference(expected, actual)}\nReceived: {received}");
    }

    static string FirstDifference(string expected, string actual)
    {
        string[] wanted = expected.Split('\n'), got = actual.Split('\n');
        for (int line = 0; ; line++)
        {
            string want = line < wanted.Length ? wanted[line] : "(end)", have = line < got.Length ? got[line] : "(end)";
            if (want != have || (line >= wanted.Length && line >= got.Length)) { return $"in line {line + 1}:\n  expected: {want}\n  actual:   {have}"; }
        }
    }

    /// <summary>The source folder of this project: goldens are read and accepted where they are kept.</summary>
    static string Folder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FinTracer.sln"))) { folder = folder.Parent; }
        Assert.SkipWhen(folder is null, "The repository's folder is not above the tests, so its goldens cannot be read.");
        return Path.Combine(folder!.FullName, "tests", "FinTracer.Tests");
    }
}

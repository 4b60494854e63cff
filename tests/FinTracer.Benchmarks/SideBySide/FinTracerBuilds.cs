using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Builds FinTracer from the sources around this program, in a folder apart: the repository's own build outputs stay as they are.</summary>
internal sealed class FinTracerBuilds(string folder, Action<string> talk)
{
    static readonly string Rid = $"linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";

    /// <summary>One native file for this machine's processor, as the README makes it.</summary>
    public FinTracerBuild Native() =>
        new("FinTracer", [Path.Combine(Publish("native", "-p:PublishAot=true"), "fintracer")], Commit());

    /// <summary>Compiled ahead, but on the run time, which compiles again what is hot.</summary>
    public FinTracerBuild ReadyToRun() =>
        new("FinTracer (ReadyToRun)", ["dotnet", Path.Combine(Publish("r2r", "-p:PublishReadyToRun=true", "--self-contained", "false"), "fintracer.dll")], Commit());

    /// <summary>What <c>dotnet run -c Release</c> starts.</summary>
    public FinTracerBuild Jit() => new("FinTracer (JIT)", ["dotnet", Path.Combine(Publish("jit", "--self-contained", "false"), "fintracer.dll")], Commit());

    /// <summary>One that the user has built: <c>PATH</c> or <c>NAME=PATH</c>; a .dll is started by dotnet.</summary>
    public static FinTracerBuild Given(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string path = Path.GetFullPath(text[(equals + 1)..]);
        if (!File.Exists(path))
        {
            throw new BenchmarkException($"{path}: no such file");
        }

        string[] command = path.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", path] : [path];
        return new(equals > 0 ? text[..equals] : "FinTracer", command, path);
    }

    /// <summary>The commit that is built, with a mark when files have changed since.</summary>
    static string Commit()
    {
        if (Tool.Find("git") is not { } git || Tool.Run(git, ["describe", "--always", "--dirty"], Repository()) is not { ExitCode: 0 } result)
        {
            return "unknown";
        }

        return result.Output.Trim();
    }

    string Publish(string kind, params IEnumerable<string> options)
    {
        talk($"publishing FinTracer ({kind})");
        string output = Path.Combine(folder, "fintracer", kind);
        string[] arguments =
        [
            "publish", Path.Combine(Repository(), "src", "FinTracer"), "-c", "Release", "-r", Rid, "-v", "quiet", "-o", output,
            "--artifacts-path", Path.Combine(folder, "fintracer", "build", kind), .. options,
        ];
        (string said, int exitCode) = Tool.Run("dotnet", arguments);
        return exitCode == 0 ? output : throw new BenchmarkException($"dotnet {string.Join(' ', arguments)}: exit code {exitCode}: {said.Trim()}");
    }

    static string Repository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FinTracer.sln")))
            {
                return at.FullName;
            }
        }

        throw new BenchmarkException("FinTracer.sln is in no folder above this program; say which build to run with --fintracer PATH");
    }
}

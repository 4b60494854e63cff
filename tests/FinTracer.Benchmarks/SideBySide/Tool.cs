using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Programs of the machine.</summary>
internal static class Tool
{
    static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs it; what it wrote on both streams, and its exit code.</summary>
    public static (string Output, int ExitCode) Run(string tool, IReadOnlyList<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        using Process process = Process.Start(start) ?? throw new BenchmarkException($"{tool} did not start");
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output + errors.GetAwaiter().GetResult(), process.ExitCode);
    }

    /// <summary>The first line of its output that names a version; empty when there is none.</summary>
    public static string Version(string tool, params string[] arguments) =>
        Run(tool, arguments).Output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Any(char.IsAsciiDigit)) ?? "";
}

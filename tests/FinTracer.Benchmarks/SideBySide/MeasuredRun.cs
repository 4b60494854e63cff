using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>
/// Runs a program with its output thrown away and says what it cost. GNU time stands between: a child that is started straight from here
/// would inherit this process's resident set as its own peak.
/// </summary>
internal static class MeasuredRun
{
    const string GnuTime = "/usr/bin/time";

    /// <summary>Throws when this machine cannot measure.</summary>
    public static void Require()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(GnuTime))
        {
            throw new BenchmarkException($"needs Linux and {GnuTime} (Debian: time)");
        }
    }

    /// <summary>Runs it to its end. No other child may end meanwhile.</summary>
    public static Cost Of(IReadOnlyList<string> command)
    {
        string peakFile = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" -q -f %M -o \"$@\" </dev/null >/dev/null 2>/dev/null", GnuTime, peakFile, .. command]);
            (TimeSpan userBefore, TimeSpan systemBefore) = ChildrenUsage.Now();
            long from = Stopwatch.GetTimestamp();
            using Process process = Process.Start(start) ?? throw new BenchmarkException($"{command[0]} did not start");
            process.WaitForExit();
            TimeSpan wall = Stopwatch.GetElapsedTime(from);
            (TimeSpan user, TimeSpan system) = ChildrenUsage.Now();
            string peak = File.ReadAllText(peakFile).Trim();
            return new Cost(wall, user - userBefore, system - systemBefore, Kibibytes(peak) * 1024, process.ExitCode);
        }
        finally
        {
            File.Delete(peakFile);
        }
    }

    static long Kibibytes(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
}

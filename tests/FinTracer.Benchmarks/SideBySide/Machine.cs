using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Where the figures were taken.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, memory, system and the day, on one line.</summary>
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {Memory():0} GB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}");

    static double Memory() => double.TryParse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture, out double kibibytes) ? kibibytes * 1024 / 1e9 : 0;

    static string Field(string file, string name) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
            : "unknown";
}

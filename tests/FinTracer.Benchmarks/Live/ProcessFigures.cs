using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FinTracer.Benchmarks.Live;

/// <summary>What Linux says of a running process (proc(5)).</summary>
/// <param name="Cpu">User and system time since it began.</param>
/// <param name="Resident">Octets of memory that it has now.</param>
/// <param name="Peak">The most that it ever had.</param>
internal readonly record struct ProcessFigures(TimeSpan Cpu, long Resident, long Peak)
{
    const int TicksPerSecond = 100; // USER_HZ
    const int UserTicks = 11;       // behind the name: state is 0
    const int SystemTicks = 12;

    /// <summary>Those of a process.</summary>
    public static ProcessFigures Of(int id)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
        string stat = File.ReadAllText(Path.Combine(folder, "stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        string[] status = File.ReadAllLines(Path.Combine(folder, "status"));
        return new(TimeSpan.FromSeconds((Number(fields[UserTicks]) + Number(fields[SystemTicks])) / (double)TicksPerSecond), Octets(status, "VmRSS:"), Octets(status, "VmHWM:"));
    }

    static long Octets(string[] status, string name)
        => status.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024 : 0;

    static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

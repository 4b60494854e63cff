using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>What Linux knows of a running process, and signals for it.</summary>
static class LinuxProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A reader that does nothing for so long waits for something.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(500);

    public static void SkipElsewhere() => Needs.That(OperatingSystem.IsLinux(), "needs Linux's /proc");

    public static void SkipUnlessRoot()
    {
        SkipElsewhere();
        Needs.That(Environment.IsPrivilegedProcess, "needs root");
    }

    public static void Terminate(Process process) => Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Waits until the process has read so many octets more than <paramref name="from"/> and then reads no more for a while.</summary>
    public static void WaitUntilRead(Process process, long octets, long from = 0)
    {
        var still = Stopwatch.StartNew();
        long before = -1;
        WaitFor(() =>
        {
            long now = OctetsRead(process);
            if (now != before)
            {
                still.Restart();
            }

            before = now;
            return now - from >= octets && still.Elapsed > Settled;
        });
    }

    public static void WaitUntilOpen(Process process, string path) =>
        WaitFor(() => Directory.EnumerateFiles($"/proc/{process.Id}/fd").Any(fd => new FileInfo(fd).LinkTarget == path));

    public static void WaitFor(Func<bool> happened)
        => Assert.True(SpinWait.SpinUntil(happened, Patience), "it did not happen");

    /// <summary>Octets that the process has asked the system for, its own program files included.</summary>
    public static long OctetsRead(Process process) => long.Parse(
        File.ReadLines($"/proc/{process.Id}/io").First(line => line.StartsWith("rchar:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}

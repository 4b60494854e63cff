using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Lab.Linux;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Kernel;

/// <summary>Who holds which socket in which state, as ss(8) reads it from the kernel.</summary>
internal static class SocketTable
{
    public static List<SocketTruth> Read(NetworkHost host) =>
        [.. host.Run("ss", "-tanoH").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>Counts the sockets in TIME_WAIT without reading more than a line each.</summary>
    public static int CountTimeWait(NetworkHost host) => host.Run("ss", "-tanH", "state", "time-wait").Count(c => c == '\n');

    static SocketTruth Parse(string line)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? timer = parts.FirstOrDefault(p => p.StartsWith("timer:", StringComparison.Ordinal));
        return new(parts[0], parts[3], parts[4], timer?["timer:".Length..]);
    }
}

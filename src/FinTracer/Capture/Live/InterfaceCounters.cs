using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace FinTracer.Sources.Live;

/// <summary>
/// What Linux counts for an interface whether it is captured on or not (/proc/net/dev of this thread's network namespace): packets that came and were dropped before
/// anyone could see them. libpcap's own figure lacks some of them.
/// </summary>
static class InterfaceCounters
{
    /// <summary>Received packets dropped since the interface came up, by interface; empty where the system does not say.</summary>
    public static Dictionary<string, long> Dropped()
    {
        try
        {
            return Parse(File.ReadLines("/proc/thread-self/net/dev"));
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Reads the lines of /proc/net/dev: behind the name octets, packets, errors, and packets dropped.</summary>
    internal static Dictionary<string, long> Parse(IEnumerable<string> lines)
    {
        var dropped = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            int colon = line.LastIndexOf(':');
            string[] figures = colon < 0 ? [] : line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (figures.Length > 3 && long.TryParse(figures[3], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                dropped[line[..colon].Trim()] = count;
            }
        }

        return dropped;
    }
}

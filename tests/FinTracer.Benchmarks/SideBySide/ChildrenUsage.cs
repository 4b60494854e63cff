using System;
using System.Runtime.InteropServices;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Processor time of the children that have ended, to the microsecond: getrusage(2).</summary>
internal static partial class ChildrenUsage
{
    const int RusageChildren = -1;
    const int WordsOfRusage = 18;

    /// <summary>User and system time so far.</summary>
    public static (TimeSpan User, TimeSpan System) Now()
    {
        long[] words = new long[WordsOfRusage]; // two struct timeval, then fourteen longs
        if (GetRusage(RusageChildren, words) != 0)
        {
            throw new BenchmarkException($"getrusage failed: error {Marshal.GetLastPInvokeError()}");
        }

        return (Time(words[0], words[1]), Time(words[2], words[3]));
    }

    static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetRusage(int who, [Out] long[] usage);
}

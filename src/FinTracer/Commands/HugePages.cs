using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace FinTracer.Commands;

/// <summary>
/// Lets the memory of a large analysis lie on huge pages (transparent huge pages of Linux, madvise(2)). A run touches some 15,000 pages of 4 KiB for the first time; in a
/// virtual machine, where each costs up to 17 µs, that was a fifth of all its time. The collector takes memory from the system in pieces of 64 KiB, onto which no page of
/// 2 MiB fits: therefore it is made to take what such a run needs in one piece, as it does when asked to get along without a collection for so long.
/// </summary>
static partial class HugePages
{
    /// <summary>Inputs together that are worth it, in octets: below, a run is short and touches little.</summary>
    public const long WorthwhileOctets = 32L << 20;

    const long SmallObjects = 68L << 20;   // what is kept at hand of as many connections as a client has ports, and what comes together besides
    const long LargeObjects = 24L << 20;   // tables, and facts of quiet connections; where they were more, the collector would look through everything, and twice
    const long LeastMemory = 1L << 30;     // a process that may have less takes it as it comes
    const int AdviceHugePage = 14;         // MADV_HUGEPAGE

    /// <summary>Lets what the heap of this process grows by lie on them, where it grows in large pieces. Does nothing where the system does not offer it; never fails.</summary>
    public static void Allow() => WhereOffered(AdviseHeap);

    /// <summary>Prepares the heap of this process. Does nothing where the system does not offer it, or has little memory; never fails.</summary>
    public static void Use() => WhereOffered(static () =>
    {
        if (GC.TryStartNoGCRegion(SmallObjects + LargeObjects, LargeObjects)) { AdviseHeap(); }
    });

    static void WhereOffered(Action action)
    {
        if (!OperatingSystem.IsLinux() || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < LeastMemory)
        {
            return;
        }
        try
        {
            action();
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentOutOfRangeException or IOException or UnauthorizedAccessException)
        {
            // The run is slower, and the same.
        }
    }

    static void AdviseHeap()
    {
        byte[] probe = new byte[1];
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(probe, 0); // it may move, but not out of the heap
        (nint start, nint end) = MappingAround(File.ReadLines("/proc/self/maps"), address);
        _ = Advise(start, end - start, AdviceHugePage); // advice: what the kernel does not know, or does not want, harms nothing
    }

    /// <summary>The neighbouring anonymous mappings of a process, one of which holds an address; an empty range when none does.</summary>
    /// <param name="maps">Lines of proc_pid_maps(5), in order of addresses.</param>
    /// <param name="address">The address.</param>
    internal static (nint Start, nint End) MappingAround(IEnumerable<string> maps, nint address)
    {
        (nint start, nint end) = (0, 0);
        foreach (string line in maps)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields[0].Split('-');
            nint from = nint.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bool anonymous = fields.Length == 5; // the sixth is a name
            if (from > address && (from != end || !anonymous))
            {
                break;
            }
            if (from != end || !anonymous)
            {
                start = from;
            }
            nint to = nint.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            end = anonymous ? to : start;
        }
        return address >= start && address < end ? (start, end) : (0, 0);
    }

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(nint address, nint length, int advice);
}

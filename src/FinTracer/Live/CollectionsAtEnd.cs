using System;

namespace FinTracer.Live;

/// <summary>
/// Keeps the collector out of the end of a large live capture, for which somebody waits. It would stop all threads for some 50 ms each time, to look through hundreds of megabytes of
/// connections for the little that their last reports leave behind, and the process is about to end.
/// </summary>
static class CollectionsAtEnd
{
    const long OctetsPerConnection = 96; // what is left behind, on average of connections of which one in ten was reset
    const long Most = 192L << 20;        // more than that is not worth the memory
    const long LeastFree = 1L << 30;     // a process that may have less than so much more collects as always

    /// <summary>Does so for the last reports of so many connections, where there is memory enough; never fails.</summary>
    public static void KeepOut(int connections)
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        if (memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes < LeastFree)
        {
            return;
        }
        try
        {
            _ = GC.TryStartNoGCRegion(Math.Min(connections * OctetsPerConnection, Most), disallowFullBlockingGC: true);
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // The end takes longer, and is the same.
        }
    }
}

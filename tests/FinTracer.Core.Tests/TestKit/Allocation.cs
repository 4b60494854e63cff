using System;
using Xunit;

namespace FinTracer.Tests.TestKit;

/// <summary>What a thread allocates.</summary>
public static class Allocation
{
    /// <summary>Does something that many turns long and allows no allocation a turn: the runtime's own allocations beside it stay below half an octet a turn, an object takes 24.</summary>
    public static void None(int turns, Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < turns / 2, $"{allocated} octets in {turns} turns");
    }
}

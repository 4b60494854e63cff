using System;

namespace FinTracer.Fuzz.Oracles;

/// <summary>Memory that an input may cost: a fixed part, and so many octets for each of its own.</summary>
static class Memory
{
    const long Fixed = 4_000_000;
    const long PerOctet = 100;

    public static void Check(long before, int inputLength)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Require.That(allocated <= Fixed + (PerOctet * inputLength), $"{allocated} octets allocated for an input of {inputLength}");
    }
}

using System;
using System.Runtime.CompilerServices;

namespace FinTracer.Sources.Live;

/// <summary>
/// Gives up what is not needed any more once the sockets are open (capabilities(7)). Capabilities belong to threads: this takes them from the thread that captures,
/// decodes and writes, from every thread that it starts afterwards, and from the one that runs finalizers.
/// </summary>
static class Privileges
{
    const int DacOverride = 1; // CAP_DAC_OVERRIDE

    /// <summary>
    /// Drops all capabilities; false when the system refused. <paramref name="keepFileAccess"/>: when the user is root, the one to write where root may is kept,
    /// for files that are still to be created and moved.
    /// </summary>
    public static bool Drop(bool keepFileAccess)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        uint kept = keepFileAccess && NativeLibc.EffectiveUser() == 0 ? 1u << DacOverride : 0;
        LeaveFinalizable(kept);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Set(kept);
    }

    static bool Set(uint kept)
    {
        var header = new NativeLibc.CapabilityHeader(NativeLibc.CapabilityVersion, 0);
        var sets = new NativeLibc.CapabilitySets(kept, kept, 0, 0, 0, 0);
        return NativeLibc.SetCapabilities(header, sets) == 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void LeaveFinalizable(uint kept) => _ = new OnFinalizerThread(kept);

    /// <summary>The only way to that thread: it drops them for itself.</summary>
    sealed class OnFinalizerThread(uint kept)
    {
        ~OnFinalizerThread() => Set(kept);
    }
}

using System.Runtime.InteropServices;

namespace FinTracer.Lab.Linux;

/// <summary>struct timespec of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds)
{
    public static TimeSpec From(long nanoseconds) => new(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
}

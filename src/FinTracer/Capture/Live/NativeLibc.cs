using System;
using System.Runtime.InteropServices;

namespace FinTracer.Sources.Live;

/// <summary>System calls of Unix that .NET does not offer.</summary>
static partial class NativeLibc
{
    /// <summary>POLLIN.</summary>
    public const short Readable = 1;

    /// <summary>EINTR: a signal came; nothing is wrong.</summary>
    public const int Interrupted = 4;

    /// <summary>_LINUX_CAPABILITY_VERSION_3: two words a set.</summary>
    public const uint CapabilityVersion = 0x20080522;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<PollEntry> entries, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    public static partial int SetCapabilities(in CapabilityHeader header, in CapabilitySets sets);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>With SIOCGIFFLAGS: struct ifreq holds a name of 16 octets, and then the flags.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, Span<byte> argument);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    /// <summary>struct __user_cap_header_struct; thread 0 is the calling one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct CapabilityHeader(uint Version, int Thread);

    /// <summary>Two of struct __user_cap_data_struct: the lower and the upper 32 capabilities.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct CapabilitySets(
        uint Effective, uint Permitted, uint Inheritable, uint EffectiveUpper, uint PermittedUpper, uint InheritableUpper);
}

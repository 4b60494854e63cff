using System;
using System.Reflection;
using System.Runtime.InteropServices;

namespace FinTracer.Sources;

/// <summary>
/// The few functions of libpcap that SharpPcap does not offer without an allocation per packet, or offers wrongly. Loaded when first used:
/// saved captures are read without libpcap.
/// </summary>
static partial class NativeLibpcap
{
    /// <summary>What to tell a user who has no libpcap.</summary>
    public const string HowToInstall = "libpcap is not installed (Debian and Ubuntu: apt install libpcap0.8; Windows: npcap.com)";

    /// <summary>PCAP_NETMASK_UNKNOWN: expressions with "broadcast" are then refused instead of matching nonsense.</summary>
    public const uint UnknownNetmask = 0xffff_ffff;

    const string Library = "libpcap";

    static readonly Lazy<nint> Handle = new(Load);

    static NativeLibpcap() =>
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), static (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>True when libpcap can be loaded.</summary>
    public static bool IsInstalled => Handle.Value != 0;

    [LibraryImport(Library, EntryPoint = "pcap_open_dead")]
    public static partial nint OpenDead(int linkType, int snapLength);

    [LibraryImport(Library, EntryPoint = "pcap_close")]
    public static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "pcap_compile", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Compile(nint handle, nint program, string expression, int optimize, uint netmask);

    [LibraryImport(Library, EntryPoint = "pcap_freecode")]
    public static partial void FreeCode(nint program);

    [LibraryImport(Library, EntryPoint = "pcap_geterr")]
    public static partial nint LastError(nint handle);

    [LibraryImport(Library, EntryPoint = "pcap_offline_filter")]
    public static partial int Matches(nint program, in PacketHeader header, ReadOnlySpan<byte> data);

    /// <summary>What the system counted for a capture. SharpPcap's own call reads the structure with members of twice their size on 64-bit systems.</summary>
    [LibraryImport(Library, EntryPoint = "pcap_stats")]
    public static partial int Statistics(nint handle, out CaptureCounters counters);

    static nint Load()
    {
        // Debian's run-time package has the second name only.
        foreach (string name in (ReadOnlySpan<string>)["libpcap.so.1", "libpcap.so.0.8", "libpcap.so.0", "libpcap.so", "libpcap.dylib", "wpcap.dll", "wpcap"])
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out nint handle))
            {
                return handle;
            }
        }
        return 0;
    }

    /// <summary>struct pcap_pkthdr; its time is of no use to filters and stays 0.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct PacketHeader(CLong Seconds, CLong Fraction, uint CapturedLength, uint WireLength);

    /// <summary>struct pcap_stat as Unix has it; on Windows more members follow, for which room is left.</summary>
    /// <param name="Received">Packets that passed the filter.</param>
    /// <param name="Dropped">Packets dropped because the buffer was full.</param>
    /// <param name="DroppedByInterface">Packets dropped by the interface or its driver.</param>
    /// <param name="Reserved">Windows only.</param>
    /// <param name="ReservedToo">Windows only.</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct CaptureCounters(uint Received, uint Dropped, uint DroppedByInterface, uint Reserved, ulong ReservedToo);
}

using System;
using System.Runtime.InteropServices;
using FinTracer.Capture;
using Microsoft.Win32.SafeHandles;

namespace FinTracer.Sources;

/// <summary>A filter expression compiled for one link type; owns the native program.</summary>
sealed class BpfProgram : SafeHandleZeroOrMinusOneIsInvalid
{
    // struct bpf_program is a count and a pointer.
    const int NativeLength = 16;

    // libpcap's greatest; also the length that a match asks to keep, which nobody looks at here.
    const int SnapLength = 262_144;

    internal BpfProgram()
        : base(ownsHandle: true) => SetHandle(Marshal.AllocHGlobal(NativeLength));

    /// <summary>Compiles an expression. Null with libpcap's words in <paramref name="error"/> when it cannot be for this link type.</summary>
    public static BpfProgram? TryCompile(string expression, LinkType linkType, out string error)
    {
        nint dead = NativeLibpcap.OpenDead(DataLinkTypeOf(linkType), SnapLength);
        try
        {
            var program = new BpfProgram();
            if (NativeLibpcap.Compile(dead, program.handle, expression, optimize: 1, NativeLibpcap.UnknownNetmask) == 0)
            {
                error = "";
                return program;
            }
            error = PlainText.Of(Marshal.PtrToStringUTF8(NativeLibpcap.LastError(dead)) ?? "");
            program.DiscardEmpty();
            return null;
        }
        finally
        {
            NativeLibpcap.Close(dead);
        }
    }

    /// <summary>True when the filter accepts the frame.</summary>
    public bool Matches(in Frame frame)
    {
        var header = new NativeLibpcap.PacketHeader(default, default, (uint)frame.Data.Length, frame.WireLength);
        bool matches = NativeLibpcap.Matches(handle, in header, frame.Data) != 0;
        GC.KeepAlive(this);
        return matches;
    }

    protected override bool ReleaseHandle()
    {
        NativeLibpcap.FreeCode(handle);
        Marshal.FreeHGlobal(handle);
        return true;
    }

    /// <summary>After a failed compilation there is a handle, but no program in it to free.</summary>
    void DiscardEmpty()
    {
        Marshal.FreeHGlobal(handle);
        SetHandleAsInvalid();
        Dispose();
    }

    /// <summary>
    /// Files carry LINKTYPE_ numbers, compilers want the DLT_ numbers of the running system. They are the same but for a few old ones,
    /// whose DLT_ number differs between systems.
    /// </summary>
    static int DataLinkTypeOf(LinkType linkType) => (int)linkType switch
    {
        12 or 14 or 101 => 12,                                     // DLT_RAW (OpenBSD has 14, and no .NET)
        100 => 11,                                                // DLT_ATM_RFC1483
        102 => 15,                                                // DLT_SLIP_BSDOS
        103 => 16,                                                // DLT_PPP_BSDOS
        106 => 19,                                                // DLT_ATM_CLIP
        var same => same,
    };
}

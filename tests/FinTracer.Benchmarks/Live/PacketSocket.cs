using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FinTracer.Benchmarks.Live;

/// <summary>A packet socket (packet(7)) on an interface of a namespace, past its queue; the thread that opens it stays in that namespace.</summary>
internal sealed partial class PacketSocket : IDisposable
{
    const int NetworkNamespace = 0x4000_0000; // CLONE_NEWNET
    const int FamilyPacket = 17;              // AF_PACKET
    const int Raw = 3;                        // SOCK_RAW
    const int LevelPacket = 263;              // SOL_PACKET
    const int QueueBypass = 20;               // PACKET_QDISC_BYPASS
    const int Interrupted = 4;                // EINTR
    const int NoBuffers = 105;                // ENOBUFS
    const int AddressLength = 20;             // struct sockaddr_ll

    readonly int _descriptor;

    /// <param name="host">The namespace.</param>
    /// <param name="card">The interface.</param>
    public PacketSocket(string host, string card)
    {
        using (SafeFileHandle file = File.OpenHandle(Cable.FileOf(host)))
        {
            Check(SetNamespace(file.DangerousGetHandle().ToInt32(), NetworkNamespace), "setns");
        }

        _descriptor = Check(Open(FamilyPacket, Raw, 0), "socket");
        int yes = 1;
        Check(SetOption(_descriptor, LevelPacket, QueueBypass, in yes, sizeof(int)), "setsockopt");
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, FamilyPacket);
        BinaryPrimitives.WriteUInt32LittleEndian(address[4..], IndexOf(card));
        Check(Bind(_descriptor, address, AddressLength), "bind");
    }

    /// <summary>Sends the messages, all of them.</summary>
    public void Send(Span<Message> messages)
    {
        while (messages.Length > 0)
        {
            int sent = SendMessages(_descriptor, messages, (uint)messages.Length, 0);
            if (sent < 0 && Marshal.GetLastPInvokeError() is not (Interrupted or NoBuffers))
            {
                Check(sent, "sendmmsg");
            }

            messages = messages[Math.Max(0, sent)..];
        }
    }

    public void Dispose() => _ = Close(_descriptor);

    static int Check(int result, string call)
        => result >= 0 ? result : throw new BenchmarkException($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    /// <summary>struct mmsghdr of 64-bit Linux: a struct msghdr, and the octets sent.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public nint Name;
        public uint NameLength;
        public nint Parts;
        public nint PartCount;
        public nint Control;
        public nint ControlLength;
        public int Flags;
        public uint Sent;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Part
    {
        public nint Octets;
        public nint Length;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int descriptor, int level, int name, in int value, uint length);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint IndexOf(string card);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Bind(int descriptor, ReadOnlySpan<byte> address, uint length);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendMessages(int descriptor, Span<Message> messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}

using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FinTracer.Lab.Linux;

/// <summary>
/// The lab's end of a host's network card: frames the host sends can be read here, frames written here arrive at the host.
/// A TAP device offers no checksum or segmentation offload, so every frame is complete and of wire size.
/// </summary>
internal sealed class TapDevice : IDisposable
{
    const int InterfaceNameLength = 16;
    const nuint SetInterface = 0x400454ca;
    const short Tap = 0x0002;
    const short NoPacketInformation = 0x1000;

    TapDevice(int descriptor)
    {
        Descriptor = descriptor;
    }

    public int Descriptor { get; }

    /// <summary>Creates the device in the network namespace of the calling thread; it lives as long as this object.</summary>
    public static TapDevice Create(string name)
    {
        int descriptor = Libc.Open("/dev/net/tun", Libc.ReadWrite | Libc.CloseOnExec | Libc.NonBlocking);
        if (descriptor < 0)
        {
            throw Libc.Failure("/dev/net/tun");
        }

        var request = new byte[40];
        Encoding.ASCII.GetBytes(name, request.AsSpan(0, InterfaceNameLength - 1));
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(InterfaceNameLength), Tap | NoPacketInformation);
        if (Libc.Control(descriptor, SetInterface, request) != 0)
        {
            var failure = Libc.Failure("TUNSETIFF");
            _ = Libc.Close(descriptor);
            throw failure;
        }

        return new TapDevice(descriptor);
    }

    /// <summary>Reads one frame; 0 when none waits.</summary>
    public int Read(Span<byte> buffer)
    {
        nint count = Libc.Read(Descriptor, buffer, buffer.Length);
        if (count >= 0)
        {
            return (int)count;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is Libc.ErrorAgain or Libc.ErrorInterrupted ? 0 : throw Libc.Failure("read of the TAP device");
    }

    /// <summary>Hands one frame to the host. A host that is down does not take it, as a cut cable would not.</summary>
    public void Write(ReadOnlySpan<byte> frame) => _ = Libc.Write(Descriptor, frame, frame.Length);

    public void Dispose() => _ = Libc.Close(Descriptor);
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using FinTracer.Lab.Linux;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Kernel;

/// <summary>
/// Who holds which TCP socket in which state, asked of the kernel as ss(8) does (netlink, sock_diag), but with the timers in
/// milliseconds: ss shows whole seconds, too coarse to see a TIME_WAIT start anew.
/// </summary>
internal static class SocketTable
{
    const int NetlinkFamily = 16;
    const int RawSocket = 3;
    const int SocketDiagnosis = 4;
    const int HeaderLength = 16;
    const int RequestLength = HeaderLength + 56;
    const int EntryLength = HeaderLength + 72;
    const ushort ByFamily = 20;
    const ushort DumpRequest = 0x301;
    const ushort ErrorMessage = 2;
    const ushort DoneMessage = 3;
    const byte Tcp = 6;
    const uint EveryState = 0xfff;
    const int TimeWaitState = 6;

    /// <summary>All TCP sockets of a host, by local and remote endpoint.</summary>
    public static List<SocketTruth> Read(NetworkHost host) => host.Do(() =>
    {
        var sockets = new List<SocketTruth>();
        Ask(host.Address.Family, EveryState, message => sockets.Add(Parse(message)));
        sockets.Sort((a, b) => string.CompareOrdinal(a.Local + a.Remote, b.Local + b.Remote));
        return sockets;
    });

    /// <summary>How many sockets of a host are in TIME_WAIT, orphans in FIN_WAIT_2 left out.</summary>
    public static int CountTimeWait(NetworkHost host) => host.Do(() =>
    {
        int count = 0;
        Ask(host.Address.Family, 1u << TimeWaitState, _ => count++);
        return count;
    });

    static void Ask(int family, uint states, Entry found)
    {
        int socket = Libc.Socket(NetlinkFamily, RawSocket | Libc.CloseOnExec, SocketDiagnosis);
        if (socket < 0)
        {
            throw Libc.Failure("netlink socket");
        }

        try
        {
            Span<byte> request = stackalloc byte[RequestLength];
            request.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(request, RequestLength);
            BinaryPrimitives.WriteUInt16LittleEndian(request[4..], ByFamily);
            BinaryPrimitives.WriteUInt16LittleEndian(request[6..], DumpRequest);
            request[HeaderLength] = (byte)(family == 6 ? RawAddress.Family6 : RawAddress.Family4);
            request[HeaderLength + 1] = Tcp;
            BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderLength + 4)..], states);
            if (Libc.Send(socket, request, request.Length, 0) != request.Length)
            {
                throw Libc.Failure("netlink send");
            }

            var buffer = new byte[65536];
            bool more = true;
            while (more)
            {
                nint length = Libc.Receive(socket, buffer, buffer.Length, 0);
                if (length > 0)
                {
                    more = ReadMessages(buffer.AsSpan(0, (int)length), found);
                }
            }
        }
        finally
        {
            _ = Libc.Close(socket);
        }
    }

    /// <summary>Hands on the entries of one datagram; false at the end of the answer.</summary>
    static bool ReadMessages(ReadOnlySpan<byte> rest, Entry found)
    {
        while (rest.Length >= HeaderLength)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
            if (type == DoneMessage)
            {
                return false;
            }

            if (type == ErrorMessage || length < EntryLength || length > rest.Length)
            {
                throw new LabException("the kernel does not tell its sockets (sock_diag)");
            }

            found(rest[HeaderLength..length]);
            rest = rest[Math.Min(rest.Length, (length + 3) & ~3)..];
        }

        return true;
    }

    static SocketTruth Parse(ReadOnlySpan<byte> message)
    {
        byte state = message[1];
        string? timer = message[2] switch { 0 => null, 1 => "retransmission", 2 => "keepalive", 3 => "time_wait", 4 => "window_probe", _ => "other" };
        return new(
            TcpSocket.StateName(state),
            EndpointText(message, 4, 8),
            EndpointText(message, 6, 24),
            timer,
            timer is null ? null : BinaryPrimitives.ReadInt32LittleEndian(message[52..]),
            BinaryPrimitives.ReadInt32LittleEndian(message[56..]),
            BinaryPrimitives.ReadInt32LittleEndian(message[60..]));
    }

    static string EndpointText(ReadOnlySpan<byte> message, int portAt, int addressAt)
    {
        int octets = message[0] == RawAddress.Family6 ? 16 : 4;
        return new IPEndPoint(new IPAddress(message.Slice(addressAt, octets)), BinaryPrimitives.ReadUInt16BigEndian(message[portAt..])).ToString();
    }

    delegate void Entry(ReadOnlySpan<byte> message);
}

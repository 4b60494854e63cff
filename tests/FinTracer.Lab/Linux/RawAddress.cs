using System;
using System.Buffers.Binary;
using System.Net;

namespace FinTracer.Lab.Linux;

/// <summary>struct sockaddr_in and sockaddr_in6 as octets.</summary>
internal static class RawAddress
{
    public const int Family4 = 2;
    public const int Family6 = 10;
    public const int Longest = 28;

    public static byte[] Of(IPAddress address, int port)
    {
        byte[] octets = address.GetAddressBytes();
        bool six = octets.Length == 16;
        var result = new byte[six ? Longest : 16];
        BinaryPrimitives.WriteInt16LittleEndian(result, (short)(six ? Family6 : Family4));
        BinaryPrimitives.WriteUInt16BigEndian(result.AsSpan(2), (ushort)port);
        octets.CopyTo(result, six ? 8 : 4);
        return result;
    }

    public static int PortOf(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
}

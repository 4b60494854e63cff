using System;
using System.Buffers.Binary;

namespace FinTracer.Lab.Middle;

/// <summary>What a router does to a frame: new card addresses, one hop less; and the checksums of frames made here.</summary>
internal static class Frames
{
    public const int EthernetLength = 14;

    /// <summary>One router hop in place; false when the frame is not IP or its hop limit is used up.</summary>
    public static bool Forward(Span<byte> frame, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        if (frame.Length < EthernetLength + 20)
        {
            return false;
        }

        var ip = frame[EthernetLength..];
        int kind = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        int hopLimit = kind switch { 0x0800 => 8, 0x86dd => 7, _ => -1 };
        if (hopLimit < 0 || ip[hopLimit] <= 1)
        {
            return false;
        }

        ip[hopLimit]--;
        if (kind == 0x0800)
        {
            WriteIpv4Checksum(ip);
        }

        to.CopyTo(frame);
        from.CopyTo(frame[6..]);
        return true;
    }

    public static void WriteIpv4Checksum(Span<byte> ip)
    {
        var header = ip[..((ip[0] & 15) * 4)];
        header[10] = header[11] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], Fold(Sum(header)));
    }

    /// <summary>Writes the TCP checksum of an IPv4 (20-octet header) or IPv6 (no extension header) packet.</summary>
    public static void WriteTcpChecksum(Span<byte> ip)
    {
        bool six = ip[0] >> 4 == 6;
        var tcp = ip[(six ? 40 : 20)..];
        tcp[16] = tcp[17] = 0;
        uint sum = Sum(six ? ip[8..40] : ip[12..20]) + 6 + (uint)tcp.Length + Sum(tcp);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Fold(sum));
    }

    static uint Sum(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        for (int i = 0; i < octets.Length; i += 2)
        {
            sum += (uint)((octets[i] << 8) | (i + 1 < octets.Length ? octets[i + 1] : 0));
        }

        return sum;
    }

    static ushort Fold(uint sum)
    {
        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}

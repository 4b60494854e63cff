using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using FinTracer.Segments;

namespace FinTracer.Sources.Live;

/// <summary>The TIME-WAITs of this machine as its kernel lists them (/proc/net/tcp and tcp6 of this thread's network namespace), by local address.</summary>
static class KernelTimeWaits
{
    const string TimeWaitState = "06";

    /// <summary>The count for each address; null where the kernel does not tell.</summary>
    public static Dictionary<UInt128, int>? Read()
    {
        var counts = new Dictionary<UInt128, int>();
        try
        {
            Count(File.ReadLines("/proc/thread-self/net/tcp"), counts);
            if (File.Exists("/proc/thread-self/net/tcp6"))
            {
                Count(File.ReadLines("/proc/thread-self/net/tcp6"), counts);
            }

            return counts;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Lines: number, local address:port, remote address:port, state; addresses as 32-bit words of this machine's byte order, in hexadecimal.</summary>
    internal static void Count(IEnumerable<string> lines, Dictionary<UInt128, int> counts)
    {
        foreach (string line in lines)
        {
            string[] fields = line.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 5 && fields[3] == TimeWaitState && TryParseAddress(fields[1], out UInt128 address))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, address, out _)++;
            }
        }
    }

    static bool TryParseAddress(string field, out UInt128 address)
    {
        address = default;
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32))
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[colon / 2];
        for (int word = 0; word < colon / 8; word++)
        {
            if (!uint.TryParse(field.AsSpan(word * 8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            {
                return false;
            }

            MemoryMarshal.Write(octets[(word * 4)..], value);
        }

        address = octets.Length == 4
            ? Endpoint.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(octets), 0).Address
            : BinaryPrimitives.ReadUInt128BigEndian(octets);
        return true;
    }
}

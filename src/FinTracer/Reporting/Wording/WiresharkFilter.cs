using System;
using System.Globalization;
using System.Text.Unicode;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The display filter that shows one connection in Wireshark. By addresses, ports and frame numbers, not by tcp.stream, whose numbering
/// changes with the packets that are in the file. A connection that spans several files gets no frame numbers, since they count per file.
/// </summary>
static class WiresharkFilter
{
    /// <summary>Room for the longest filter.</summary>
    public const int MaxLength = 256;

    /// <summary>Writes the filter; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(ConnectionReport connection, Span<byte> buffer)
    {
        Endpoint one = connection.Initiator, other = connection.Responder;
        ReadOnlySpan<byte> field = one.IsIpv4 ? "ip.addr=="u8 : "ipv6.addr=="u8;
        int length = Append(buffer, 0, field);
        length += AddressText.Format(one.Address, buffer[length..]).Length;
        length = Append(buffer, length, " && "u8);
        length = Append(buffer, length, field);
        length += AddressText.Format(other.Address, buffer[length..]).Length;
        Utf8.TryWrite(buffer[length..], CultureInfo.InvariantCulture, $" && tcp.port=={one.Port} && tcp.port=={other.Port}", out int written);
        length += written;
        if (connection.FirstFrame.File != connection.LastFrame.File) { return buffer[..length]; }
        Utf8.TryWrite(
            buffer[length..],
            CultureInfo.InvariantCulture,
            $" && frame.number>={connection.FirstFrame.Number} && frame.number<={connection.LastFrame.Number}",
            out written);
        return buffer[..(length + written)];
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(ConnectionReport connection)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(Format(connection, buffer));
    }

    static int Append(Span<byte> buffer, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer[length..]);
        return length + text.Length;
    }
}

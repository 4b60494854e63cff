using System;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The display filter that shows the frames of one connection in Wireshark, and no others. By addresses, ports and frame numbers, not by tcp.stream, whose
/// numbering changes with the packets that are in the file. Frame numbers count per file, so a connection that spans several is bounded by its times.
/// </summary>
static class WiresharkFilter
{
    /// <summary>Room for the longest filter.</summary>
    public const int MaxLength = 512;

    /// <summary>Writes the filter; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(in ConnectionReport connection, Span<byte> buffer)
    {
        int length = AppendTuple(buffer, connection.Initiator, connection.Responder);
        length += connection.FirstFrame.File == connection.LastFrame.File
            ? AppendFrames(buffer[length..], connection)
            : AppendTimes(buffer[length..], connection);
        return buffer[..length];
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(ConnectionReport connection)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(Format(connection, buffer));
    }

    /// <summary>
    /// An address and its port must go together: two hosts that serve each other on one port come to use the same pair of ports the other way round.
    /// Fields match at every layer, so the headers that an ICMP error quotes are kept out.
    /// </summary>
    static int AppendTuple(Span<byte> buffer, Endpoint one, Endpoint other)
    {
        ReadOnlySpan<byte> family = one.IsIpv4 ? "ip"u8 : "ipv6"u8;
        int length;
        if (one.Address == other.Address || one.Port == other.Port)
        {
            length = AppendAddresses(buffer, family, one, other);
            length += one.Port == other.Port
                ? Append(buffer[length..], $" && tcp.srcport=={one.Port} && tcp.dstport=={one.Port}")
                : Append(buffer[length..], $" && tcp.port=={one.Port} && tcp.port=={other.Port}");
        }
        else
        {
            length = Append(buffer, "(("u8);
            length += AppendAddress(buffer[length..], family, ".src=="u8, one.Address);
            length += Append(buffer[length..], $" && tcp.srcport=={one.Port}) || (");
            length += AppendAddress(buffer[length..], family, ".dst=="u8, one.Address);
            length += Append(buffer[length..], $" && tcp.dstport=={one.Port})) && ");
            length += AppendAddress(buffer[length..], family, ".addr=="u8, other.Address);
            length += Append(buffer[length..], $" && tcp.port=={other.Port}");
        }
        return length + Append(buffer[length..], one.IsIpv4 ? " && !icmp"u8 : " && !icmpv6"u8);
    }

    /// <summary>Both addresses; one that talks with itself has to be both source and destination.</summary>
    static int AppendAddresses(Span<byte> buffer, ReadOnlySpan<byte> family, Endpoint one, Endpoint other)
    {
        bool same = one.Address == other.Address;
        int length = AppendAddress(buffer, family, same ? ".src=="u8 : ".addr=="u8, one.Address);
        length += Append(buffer[length..], " && "u8);
        return length + AppendAddress(buffer[length..], family, same ? ".dst=="u8 : ".addr=="u8, other.Address);
    }

    /// <summary>
    /// From the first frame to the last. Where two lives of the four-tuple overlap, the new one has only sent SYNs, and the old one sends none:
    /// the frames of both stand among each other until the old one's last.
    /// </summary>
    static int AppendFrames(Span<byte> buffer, in ConnectionReport connection)
    {
        FrameId first = connection.FirstFrame, last = connection.LastFrame;
        int length = Append(buffer, $" && frame.number>={first.Number} && frame.number<={last.Number}");
        if (connection.Reuse is { PreviousLastFrame: var previousLast } && previousLast > first && previousLast.File == first.File)
        {
            length += Append(buffer[length..], $" && (frame.number>{previousLast.Number} || tcp.flags.syn==1)");
        }
        if (connection.NextLifeFrame is { IsSome: true } next && next < last && next.File == last.File)
        {
            length += Append(buffer[length..], $" && (frame.number<{next.Number} || tcp.flags.syn==0)");
        }
        return length;
    }

    static int AppendTimes(Span<byte> buffer, in ConnectionReport connection)
    {
        int length = Append(buffer, " && frame.time_epoch>="u8);
        length += AppendTime(buffer[length..], connection.FirstTimeNs);
        length += Append(buffer[length..], " && frame.time_epoch<="u8);
        return length + AppendTime(buffer[length..], connection.LastTimeNs);
    }

    static int AppendTime(Span<byte> buffer, long timeNs) => Append(buffer, $"{timeNs / 1_000_000_000m:F9}");

    static int AppendAddress(Span<byte> buffer, ReadOnlySpan<byte> family, ReadOnlySpan<byte> field, UInt128 address)
    {
        int length = Append(buffer, family);
        length += Append(buffer[length..], field);
        return length + AddressText.Format(address, buffer[length..]).Length;
    }

    static int Append(Span<byte> buffer, ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer);
        return text.Length;
    }

    static int Append(Span<byte> buffer, [InterpolatedStringHandlerArgument(nameof(buffer))] ref Utf8.TryWriteInterpolatedStringHandler text)
    {
        Utf8.TryWrite(buffer, ref text, out int written);
        return written;
    }
}

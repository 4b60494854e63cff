using System;
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
    /// <summary>Room for the longest filter, and to write it in.</summary>
    public const int MaxLength = 512;

    /// <summary>Writes the filter; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(in ConnectionReport connection, Span<byte> buffer)
    {
        var text = new AsciiText(buffer);
        AddTuple(ref text, connection.Initiator, connection.Responder);
        if (connection.FirstFrame.File == connection.LastFrame.File) { AddFrames(ref text, connection); }
        else { AddTimes(ref text, connection); }
        return text.Written;
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
    static void AddTuple(ref AsciiText text, Endpoint one, Endpoint other)
    {
        bool ipv4 = one.IsIpv4;
        ReadOnlySpan<byte> oneAddress = AddressText.Format(one.Address, stackalloc byte[AddressText.MaxLength]);
        ReadOnlySpan<byte> otherAddress = AddressText.Format(other.Address, stackalloc byte[AddressText.MaxLength]);
        if (one.Address == other.Address || one.Port == other.Port)
        {
            bool sameAddress = one.Address == other.Address, samePort = one.Port == other.Port; // what both ends have has to be both source and destination
            text.Add(ipv4 ? "ip"u8 : "ipv6"u8);
            text.Add(sameAddress ? ".src=="u8 : ".addr=="u8, oneAddress);
            text.Add(ipv4 ? " && ip"u8 : " && ipv6"u8);
            text.Add(sameAddress ? ".dst=="u8 : ".addr=="u8, otherAddress);
            text.AddNumber(samePort ? " && tcp.srcport=="u8 : " && tcp.port=="u8, one.Port);
            text.AddNumber(samePort ? " && tcp.dstport=="u8 : " && tcp.port=="u8, other.Port);
        }
        else
        {
            text.Add(ipv4 ? "((ip.src=="u8 : "((ipv6.src=="u8, oneAddress);
            text.AddNumber(" && tcp.srcport=="u8, one.Port);
            text.Add(ipv4 ? ") || (ip.dst=="u8 : ") || (ipv6.dst=="u8, oneAddress);
            text.AddNumber(" && tcp.dstport=="u8, one.Port);
            text.Add(ipv4 ? ")) && ip.addr=="u8 : ")) && ipv6.addr=="u8, otherAddress);
            text.AddNumber(" && tcp.port=="u8, other.Port);
        }
        text.Add(ipv4 ? " && !icmp"u8 : " && !icmpv6"u8);
    }

    /// <summary>
    /// From the first frame to the last. Where two lives of the four-tuple overlap, the new one has only sent SYNs, and the old one sends none:
    /// the frames of both stand among each other until the old one's last.
    /// </summary>
    static void AddFrames(ref AsciiText text, in ConnectionReport connection)
    {
        FrameId first = connection.FirstFrame, last = connection.LastFrame;
        text.AddNumber(" && frame.number>="u8, first.Number);
        text.AddNumber(" && frame.number<="u8, last.Number);
        if (connection.Reuse is { PreviousLastFrame: var previousLast } && previousLast > first && previousLast.File == first.File)
        {
            text.AddNumber(" && (frame.number>"u8, previousLast.Number);
            text.Add(" || tcp.flags.syn==1)"u8);
        }
        if (connection.NextLifeFrame is { IsSome: true } next && next < last && next.File == last.File)
        {
            text.AddNumber(" && (frame.number<"u8, next.Number);
            text.Add(" || tcp.flags.syn==0)"u8);
        }
    }

    static void AddTimes(ref AsciiText text, in ConnectionReport connection)
    {
        text.AddSeconds(" && frame.time_epoch>="u8, connection.FirstTimeNs);
        text.AddSeconds(" && frame.time_epoch<="u8, connection.LastTimeNs);
    }
}

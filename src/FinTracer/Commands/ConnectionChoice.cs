using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FinTracer.Segments;

namespace FinTracer.Commands;

/// <summary>Which connection a user means: by its number in the report, by a frame of it, or by its four-tuple.</summary>
sealed record ConnectionChoice
{
    /// <summary>The number that <c>analyze</c> gives it.</summary>
    public long? Id { get; init; }

    /// <summary>A frame of it.</summary>
    public long? Frame { get; init; }

    /// <summary>The input that the frame is in, as the user names it; null where there is one.</summary>
    public string? FrameFile { get; init; }

    /// <summary>Both endpoints, in any order.</summary>
    public (Endpoint One, Endpoint Other)? Tuple { get; init; }

    /// <summary><c>N</c>, or <c>FILE:N</c>; null when it is neither.</summary>
    public static ConnectionChoice? OfFrame(string text)
    {
        int colon = text.LastIndexOf(':');
        string number = text[(colon + 1)..];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long frame) && frame > 0
            ? new ConnectionChoice { Frame = frame, FrameFile = colon > 0 ? text[..colon] : null }
            : null;
    }

    /// <summary><c>10.0.0.1:40000-10.0.0.2:80</c> or <c>[2001:db8::1]:40000-[2001:db8::2]:80</c>; null when it is neither.</summary>
    public static ConnectionChoice? OfTuple(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2 && EndpointOf(ends[0]) is { } one && EndpointOf(ends[1]) is { } other && one.IsIpv4 == other.IsIpv4
            ? new ConnectionChoice { Tuple = (one, other) }
            : null;
    }

    /// <summary>The choice as the user wrote it, for messages.</summary>
    public override string ToString() => this switch
    {
        { Id: { } id } => string.Create(CultureInfo.InvariantCulture, $"connection {id}"),
        { Frame: { } frame } => string.Create(CultureInfo.InvariantCulture, $"frame {frame}{(FrameFile is null ? "" : $" of {FrameFile}")}"),
        { Tuple: { } tuple } => $"{tuple.One} - {tuple.Other}",
        _ => "no connection",
    };

    static Endpoint? EndpointOf(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)) { return null; }
        string host = text[..colon];
        bool brackets = host is ['[', .., ']'];
        if (!IPAddress.TryParse(brackets ? host[1..^1] : host, out IPAddress? address)) { return null; }
        bool isIpv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (isIpv6 != brackets) { return null; }
        ReadOnlySpan<byte> octets = address.GetAddressBytes();
        return isIpv6
            ? new Endpoint(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets), port)
            : Endpoint.FromIpv4(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(octets), port);
    }
}

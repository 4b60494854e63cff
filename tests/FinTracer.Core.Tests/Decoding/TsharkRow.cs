using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Net;
using FinTracer.Segments;

namespace FinTracer.Core.Tests.Decoding;

/// <summary>What tshark saw of one TCP segment: a row of the oracle. Absent fields are null.</summary>
internal sealed record TsharkRow(
    string File,
    long Frame,
    IPAddress Source,
    ushort SourcePort,
    IPAddress Destination,
    ushort DestinationPort,
    byte? Control,
    uint? Seq,
    uint? Ack,
    int? PayloadLength,
    ushort? Window,
    uint? TsVal,
    ushort? IpId,
    byte? HopLimit)
{
    /// <summary>Reads the oracle's table; columns are found by name.</summary>
    public static IEnumerable<TsharkRow> ReadAll(string path)
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress));
        string[] names = reader.ReadLine()!.Split('\t');
        int Column(string name) => Array.IndexOf(names, name);
        (int file, int frame, int src, int sport, int dst, int dport) = (Column("file"), Column("frame"), Column("src"), Column("sport"), Column("dst"), Column("dport"));
        (int flags, int seq, int ack, int len, int window) = (Column("flags"), Column("seq_raw"), Column("ack_raw"), Column("tcp_len"), Column("window"));
        (int tsval, int id, int ttl) = (Column("tsval"), Column("ip_id"), Column("ttl"));
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            yield return new TsharkRow(
                cells[file],
                long.Parse(cells[frame], CultureInfo.InvariantCulture),
                IPAddress.Parse(cells[src]),
                ushort.Parse(cells[sport], CultureInfo.InvariantCulture),
                IPAddress.Parse(cells[dst]),
                ushort.Parse(cells[dport], CultureInfo.InvariantCulture),
                Flags(cells[flags]),
                Number(cells[seq]),
                Number(cells[ack]),
                (int?)Number(cells[len]),
                (ushort?)Number(cells[window]),
                Number(cells[tsval]),
                cells[id].Length == 0 ? null : ushort.Parse(cells[id].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                (byte?)Number(cells[ttl]));
        }
    }

    /// <summary>Names of the fields in which the segment differs, with both values.</summary>
    public IEnumerable<(string Field, string Tshark, string FinTracer)> Differences(Segment segment)
    {
        bool ipv4 = segment.Source.IsIpv4;
        (string Field, object? Tshark, object? Ours)[] pairs =
        [
            ("src", Source, segment.Source.ToIPAddress()),
            ("dst", Destination, segment.Destination.ToIPAddress()),
            ("sport", SourcePort, segment.Source.Port),
            ("dport", DestinationPort, segment.Destination.Port),
            ("flags", Control, (byte)segment.Control),
            ("seq", Seq, segment.Seq.Value),
            ("ack", Ack, segment.Ack.Value),
            ("len", PayloadLength, segment.PayloadLength),
            ("window", Window, segment.Window),
            ("tsval", TsVal, segment.Has(SegmentTraits.HasTimestamps) ? segment.TsVal : null),
            ("ip_id", IpId, ipv4 ? segment.IpId : null),
            ("ttl", HopLimit, segment.HopLimit),
        ];
        foreach ((string field, object? tshark, object? ours) in pairs)
        {
            if (!Equals(tshark, ours))
            {
                yield return (field, Text(tshark), Text(ours));
            }
        }
    }

    static string Text(object? value) => value is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{value}");

    static uint? Number(string text) => text.Length == 0 ? null : uint.Parse(text, CultureInfo.InvariantCulture);

    /// <summary><c>SA(0x012)</c>: the low octet; the bits above it are not part of a segment here.</summary>
    static byte? Flags(string text)
    {
        int start = text.IndexOf("0x", StringComparison.Ordinal);
        return start < 0 ? null : (byte)ushort.Parse(text.AsSpan(start + 2, text.Length - start - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}

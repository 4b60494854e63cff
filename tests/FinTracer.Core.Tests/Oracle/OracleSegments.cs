using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using FinTracer.Segments;

namespace FinTracer.Tests.Oracle;

/// <summary>The segments that tshark saw, by capture: they let the engine be judged without our readers and decoder.</summary>
internal static class OracleSegments
{
    /// <summary>Segments in frame order for each capture.</summary>
    public static IReadOnlyDictionary<string, List<Segment>> Read(string folder)
    {
        var captures = new Dictionary<string, List<Segment>>();
        foreach (var row in OracleTable.Read(Path.Combine(folder, "oracle", "tshark-fields.tsv.gz")))
        {
            if (!captures.TryGetValue(row["file"], out var segments))
            {
                captures.Add(row["file"], segments = []);
            }

            segments.Add(Of(row));
        }

        return captures;
    }

    static Segment Of(IReadOnlyDictionary<string, string> row)
    {
        bool timestamps = row["tsval"].Length > 0;
        string flags = row["flags"];
        int hex = flags.IndexOf("0x", StringComparison.Ordinal) + 2;
        return new Segment
        {
            Frame = new(0, Number(row["frame"])),
            TimestampNs = (long)(decimal.Parse(row["time_epoch"], CultureInfo.InvariantCulture) * 1_000_000_000m),
            Source = EndpointOf(row["src"], row["sport"]),
            Destination = EndpointOf(row["dst"], row["dport"]),
            Seq = new((uint)Number(row["seq_raw"])),
            Ack = new((uint)Number(row["ack_raw"])),
            PayloadLength = (int)Number(row["tcp_len"]),
            Control = (TcpControl)(byte)int.Parse(flags.AsSpan(hex, flags.Length - hex - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Window = (ushort)Number(row["window"]),
            TsVal = timestamps ? (uint)Number(row["tsval"]) : 0,
            TsEcr = row["tsecr"].Length > 0 ? (uint)Number(row["tsecr"]) : 0,
            IpId = row["ip_id"].Length > 0 ? ushort.Parse(row["ip_id"].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (ushort)0,
            HopLimit = (byte)Number(row["ttl"]),
            PlaceMark = row["vlan"].Split(';', StringSplitOptions.RemoveEmptyEntries).Aggregate(0u, (mark, id) => (mark * 4099) + uint.Parse(id, CultureInfo.InvariantCulture)),
            Traits = (timestamps ? SegmentTraits.HasTimestamps : SegmentTraits.None)
                | (Number(row["hdr_len"]) > 20 ? SegmentTraits.HasOptions : SegmentTraits.None),
        };
    }

    /// <summary>The endpoint of an address and a port as tshark prints them.</summary>
    public static Endpoint EndpointOf(string address, string port) => new(
        BinaryPrimitives.ReadUInt128BigEndian(IPAddress.Parse(address).MapToIPv6().GetAddressBytes()), ushort.Parse(port, CultureInfo.InvariantCulture));

    static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Capture;
using FinTracer.Fuzz.Inputs;
using FinTracer.Tests.TestKit.Scripting;
using FinTracer.Tests.TestKit.Wire;

namespace FinTracer.Fuzz;

/// <summary>First inputs for every target: packet scripts, real captures as far as they are small, filters as people write them.</summary>
static class Seeds
{
    const int MaxLength = 4096;

    static readonly string[] Filters =
    [
        "tcp port 80", "tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0", "host 10.0.0.1 and not port 22", "net 10.0.0.0/8 or ip6 net 2001:db8::/32",
        "vlan 7 and tcp portrange 1000-2000", "ether host 02:00:00:00:00:01", "ip[2:2] > 576 && ip proto 6", "(src or dst) host localhost", "len <= 60", "mpls 5", "pppoes",
    ];

    public static void Write(string folder, string scripts, string[] captures)
    {
        foreach (string path in Directory.EnumerateFiles(scripts, "*.script", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            PacketScript script = ScriptReader.Read(Path.GetFileName(path), File.ReadAllText(path));
            IReadOnlyList<MemoryFrame> frames = ScriptFrames.Of(script);
            Save(folder, "pcap", PcapWriter.Write(script.Link, frames));
            SavePacked(folder, script.Link, frames.Select(frame => (frame.TimestampNs, frame.Data)));
            Save(folder, "segment", PackedSegments.Pack(script.Segments));
        }
        foreach (string path in captures.SelectMany(capture => Directory.EnumerateFiles(capture, "*", SearchOption.AllDirectories)))
        {
            WriteCapture(folder, path);
        }
        foreach (string filter in Filters) { Save(folder, "filter", Encoding.ASCII.GetBytes(filter)); }
    }

    static void WriteCapture(string folder, string path)
    {
        byte[] octets = File.ReadAllBytes(path);
        CaptureFormat format = octets.Length < 8 ? CaptureFormat.Unknown : CaptureFormats.Detect(octets);
        if (format == CaptureFormat.Unknown) { return; }
        if (octets.Length <= MaxLength)
        {
            Save(folder, format == CaptureFormat.Pcap ? "pcap" : "pcapng", octets);
            Save(folder, "report", octets);
        }
        List<(long, byte[])> frames = [];
        LinkType link = LinkType.Ethernet;
        using CaptureReader? reader = CaptureFormats.Open(new MemoryStream(octets), new CaptureInput(path));
        for (int left = MaxLength; reader is not null && reader.TryRead(out Frame frame) && (left -= frame.Data.Length) > 0;)
        {
            if (frames.Count > 0 && frame.LinkType != link) { break; }
            link = frame.LinkType;
            frames.Add((frame.TimestampNs, frame.Data.ToArray()));
        }
        SavePacked(folder, link, frames);
    }

    static void SavePacked(string folder, LinkType link, IEnumerable<(long, byte[])> frames)
    {
        if (PackedFrames.Pack(link, frames) is { } packed)
        {
            Save(folder, "frame", packed);
            Save(folder, "report", packed);
        }
    }

    static void Save(string folder, string target, byte[] octets)
    {
        string place = Path.Combine(folder, target);
        Directory.CreateDirectory(place);
        string name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(octets))[..12];
        File.WriteAllBytes(Path.Combine(place, name), octets);
    }
}

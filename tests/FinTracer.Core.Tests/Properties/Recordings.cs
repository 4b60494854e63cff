using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Segments;

namespace FinTracer.Tests.Properties;

/// <summary>The lab's recordings as segments: real closes of every kind, to be shifted, mixed and divided.</summary>
static class Recordings
{
    /// <summary>How long a segment is on its way between the lab's hosts where it delays them.</summary>
    public const int OneWayMilliseconds = 10;

    /// <summary>Each story at the server, by name.</summary>
    public static IReadOnlyList<(string Story, Segment[] Segments)> AtServer { get; } = [.. Files().Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), Segments(file)))];

    /// <summary>All of them as one stream in the order of time, each with frame numbers of its own place in it.</summary>
    public static Segment[] Mixed { get; } = [.. AtServer.SelectMany(story => story.Segments).OrderBy(s => s.TimestampNs).Select((s, i) => s with { Frame = new FrameId(0, i + 1) })];

    /// <summary>Each story's capture at the server, with IPv4 or with IPv6.</summary>
    public static IEnumerable<string> Files(bool ipv6 = false)
    {
        string name = ipv6 ? Path.Combine("v6", "server.pcap") : "server.pcap";
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
            {
                return Directory.GetDirectories(Path.Combine(folder.FullName, "captures")).Select(d => Path.Combine(d, name)).Where(File.Exists).Order(StringComparer.Ordinal);
            }
        }

        throw new DirectoryNotFoundException("FinTracer.sln is in no folder above the tests");
    }

    static Segment[] Segments(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using CaptureReader reader = CaptureFormats.Open(stream, new CaptureInput(path))!;
        var decoder = new FrameDecoder(new DecodingOptions());
        List<Segment> segments = [];
        while (reader.TryRead(out Frame frame))
        {
            if (decoder.Decode(frame, out Segment segment) == DecodeOutcome.Segment)
            {
                segments.Add(segment);
            }
        }

        return [.. segments];
    }
}

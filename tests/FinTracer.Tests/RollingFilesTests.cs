using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinTracer.Capture;
using FinTracer.Sources;
using FinTracer.Tests.TestKit.Wire;
using Xunit;

namespace FinTracer.Tests;

/// <summary>A capture that rolled over into several files tells the same as one in one file: every connection, every sum, every finding.</summary>
public sealed partial class RollingFilesTests : IDisposable
{
    const string Crowd = "captures/ports-run-out/client.pcap.zst";

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Cut in the middle of connections, and named in another order than that of time.</summary>
    [Fact]
    public void A_capture_cut_into_files_gives_the_same_connections_sums_and_findings()
    {
        List<MemoryFrame> frames = Frames();
        int[] cuts = [0, 7, frames.Count / 3, (frames.Count / 2) + 1, frames.Count - 3, frames.Count];
        foreach ((string name, int part) in new[] { ("d", 0), ("a", 1), ("c", 2), ("b", 3), ("e", 4) })
        {
            File.WriteAllBytes(Path.Combine(_folder, name + ".pcap"), PcapWriter.Write(LinkType.Ethernet, frames[cuts[part]..cuts[part + 1]]));
        }

        List<string> whole = Told(Crowd), parts = Told(_folder);

        Assert.True(whole.Count > 50_000, $"{whole.Count} values compared");
        Assert.Equal(whole, parts);
    }

    static List<MemoryFrame> Frames()
    {
        List<MemoryFrame> frames = [];
        string path = Path.Combine(Repository.Root, Crowd);
        using CaptureReader reader = InputOpener.Open(File.OpenRead(path), new CaptureInput(path), path)!;
        while (reader.TryRead(out Frame frame))
        {
            frames.Add(new MemoryFrame(frame.TimestampNs, frame.WireLength, frame.Data.ToArray()));
        }

        return frames;
    }

    /// <summary>Every value of the JSON report with its place in it, but for the inputs and the names of files and numbers of frames.</summary>
    static List<string> Told(string path)
    {
        (int exit, string output, string error) = Fintracer.Run("analyze", path, "--format", "json");
        Assert.Equal((0, ""), (exit, error));
        using JsonDocument report = JsonDocument.Parse(output);
        List<string> told = [];
        foreach (JsonProperty part in report.RootElement.EnumerateObject().Where(part => part.Name != "captures"))
        {
            Tell(part.Name, part.Value);
        }

        return told;

        void Tell(string place, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty part in value.EnumerateObject().Where(part => !WhereItStands().IsMatch(part.Name)))
                {
                    Tell($"{place}.{part.Name}", part.Value);
                }
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Tell($"{place}[{index++}]", item);
                }
            }
            else
            {
                told.Add($"{place} = {FrameInWords().Replace(value.ToString(), "frame")}");
            }
        }
    }

    [GeneratedRegex("(frames?|file|filter)$")]
    private static partial Regex WhereItStands();

    [GeneratedRegex(@"frame [0-9]+( of [^ ,;)]+)?")]
    private static partial Regex FrameInWords();
}

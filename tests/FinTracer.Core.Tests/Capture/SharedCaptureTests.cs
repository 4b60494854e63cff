using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class SharedCaptureTests
{
    /// <summary>Frames of which tshark 4.0.17 says something else, and why it is not right.</summary>
    static readonly Dictionary<(string File, long Frame), string> KnownDifferences = new()
    {
        [("clusterfuzz-testcase-minimized-FuzzTarget-4829420752470016", 1)] = "tshark multiplies a fraction of 2^31 microseconds in 32 bits",
        [("clusterfuzz-testcase-minimized-FuzzTarget-5758569646653440", 1)] = "tshark clamps a wire length above 2^31 - 1",
    };

    /// <summary>tshark prints seconds and nanoseconds on their own, so a fraction of more than a second has ten digits.</summary>
    static long Nanoseconds(string time)
    {
        string[] parts = time.Split('.');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture) * 1_000_000_000) + long.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    static Reading? Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var input = new CaptureInput(path);
        using CaptureReader? reader = CaptureFormats.Open(stream, input);
        return reader is null ? null : new(ExpectedFrame.All(reader), input);
    }

    [Fact]
    public void Every_capture_gives_the_frames_that_the_index_counts()
    {
        string folder = SharedCaptures.FolderOrSkip();
        using var index = new StreamReader(Path.Combine(folder, "oracle", "INDEX.tsv"));
        List<string> wrong = [];
        int read = 0;
        foreach (Dictionary<string, string> row in SharedCaptures.Table(index))
        {
            string path = Path.Combine(folder, row["file"]);
            if (!File.Exists(path))
            {
                continue;
            }
            read++;
            bool damaged = row["notable_format"].Contains("file-damaged", StringComparison.Ordinal);
            Reading? reading = Read(path);
            if (reading is null)
            {
                wrong.Add($"{row["file"]}: not opened");
            }
            // Damaged ones have no count in the index; each must be read up to the damage, and that told.
            else if (damaged ? reading.Problems.Count == 0 : reading.Frames.Count.ToString(CultureInfo.InvariantCulture) != row["packets"])
            {
                wrong.Add($"{row["file"]}: {reading.Frames.Count} frames, not {row["packets"]}; {string.Join("; ", reading.Problems)}");
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(read, 590, 600);
    }

    [Fact]
    public void Times_and_lengths_of_every_segments_frame_are_those_of_tshark()
    {
        string folder = SharedCaptures.FolderOrSkip();
        using var file = new GZipStream(File.OpenRead(Path.Combine(folder, "oracle", "tshark-fields.tsv.gz")), CompressionMode.Decompress);
        using var fields = new StreamReader(file);
        string name = "";
        Reading? reading = null;
        List<string> wrong = [];
        int compared = 0;
        foreach (Dictionary<string, string> row in SharedCaptures.Table(fields))
        {
            if (row["file"] != name)
            {
                name = row["file"];
                string path = Path.Combine(folder, name);
                reading = File.Exists(path) ? Read(path) : null;
            }
            if (reading is null)
            {
                continue;
            }
            ExpectedFrame frame = reading.Frames[int.Parse(row["frame"], CultureInfo.InvariantCulture) - 1];
            compared++;
            if (KnownDifferences.ContainsKey((Path.GetFileName(name), frame.Number)))
            {
                continue;
            }
            long time = Nanoseconds(row["time_epoch"]);
            if (time != frame.TimestampNs
                || int.Parse(row["cap_len"], CultureInfo.InvariantCulture) != frame.Hex.Length / 2
                || uint.Parse(row["frame_len"], CultureInfo.InvariantCulture) != frame.WireLength)
            {
                wrong.Add($"{name} {frame.Number}: {frame.TimestampNs} {frame.Hex.Length / 2} {frame.WireLength}, tshark {row["time_epoch"]} {row["cap_len"]} {row["frame_len"]}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.True(compared > 30_000);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Sources;

public sealed class LibpcapFrameSourceTests : IDisposable
{
    /// <summary>Captures in which libpcap 1.10 sees something else, and why ours is right (tshark agrees with us).</summary>
    static readonly Dictionary<string, string> KnownDifferences = new()
    {
        ["y2038-bgp.pcap"] = "libpcap takes the seconds as signed",
        ["clusterfuzz-testcase-minimized-FuzzTarget-4829420752470016"] = "libpcap takes the microseconds as signed",
        ["mptcp-dss-oobr.pcap"] = "libpcap cuts frames at the file's snap length, which is shorter than what the file holds",
    };

    readonly TemporaryFolder _folder = new();

    public LibpcapFrameSourceTests() => Libpcap.SkipUnlessInstalled();

    public void Dispose() => _folder.Dispose();

    static (List<ExpectedFrame>? Frames, CaptureInput Input) Read(string path)
    {
        var input = new CaptureInput(path);
        using CaptureReader? reader = LibpcapFrameSource.Open(path, input);
        return (reader is null ? null : ExpectedFrame.All(reader), input);
    }

    [Fact]
    public void Nanoseconds_wire_lengths_and_large_frames_are_kept()
    {
        byte[] large = new byte[100_000];
        large[^1] = 9;
        string path = _folder.Write("a", new PcapBuilder(0xa1b23c4d).Record(7, 123_456_789, [1, 2], wire: 1500).Record(8, 1, large).Record(9, 0, []).ToArray());

        (List<ExpectedFrame>? frames, CaptureInput input) = Read(path);

        Assert.Equal(
        [
            new(1, 7_123_456_789, LinkType.Ethernet, 0, 1500, "0102"),
            new(2, 8_000_000_001, LinkType.Ethernet, 0, 100_000, Convert.ToHexString(large)),
            new(3, 9_000_000_000, LinkType.Ethernet, 0, 0, ""),
        ], frames);
        Assert.Empty(input.Problems);
        Assert.Equal("libpcap", input.Format);
    }

    [Fact]
    public void A_cut_file_gives_its_whole_frames_and_libpcaps_words()
    {
        string path = _folder.Write("a", new PcapBuilder().Record(7, 1, [1, 2]).Record(8, 1, new byte[50]).ToArray()[..^1]);

        (List<ExpectedFrame>? frames, CaptureInput input) = Read(path);

        Assert.Single(frames!);
        InputProblem problem = Assert.Single(input.Problems);
        Assert.Equal(InputProblemKind.Truncated, problem.Kind);
        Assert.StartsWith("libpcap, after frame 1: ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_libpcap_does_not_know_either_is_no_capture()
    {
        (List<ExpectedFrame>? frames, CaptureInput input) = Read(_folder.Write("a", "hello, world and all"u8.ToArray()));

        Assert.Null(frames);
        Assert.Equal(InputProblemKind.NotACapture, Assert.Single(input.Problems).Kind);
    }

    [Fact]
    public void Both_readers_see_the_same_in_every_capture_that_libpcap_reads()
    {
        string folder = SharedCaptures.FolderOrSkip();
        using var index = new StreamReader(Path.Combine(folder, "oracle", "INDEX.tsv"));
        List<string> different = [];
        int same = 0;
        foreach (string file in SharedCaptures.Table(index).Select(row => row["file"]))
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path) || Read(path) is not ({ } theirs, { Problems: [] }))
            {
                continue;
            }
            var input = new CaptureInput(path);
            using CaptureReader ours = InputOpener.Open(File.OpenRead(path), input, path)!;
            List<ExpectedFrame> frames = ExpectedFrame.All(ours);
            // libpcap numbers raw IP differently (DLT_RAW) and knows no interfaces.
            if (frames.Select(Comparable).SequenceEqual(theirs.Select(Comparable)))
            {
                same++;
            }
            else if (!KnownDifferences.ContainsKey(Path.GetFileName(file)))
            {
                different.Add(file);
            }
        }

        Assert.Empty(different);
        Assert.True(same > 500, $"{same}");

        static ExpectedFrame Comparable(ExpectedFrame frame) =>
            frame with { InterfaceId = 0, LinkType = frame.LinkType == LinkType.Raw ? LinkType.RawBsd : frame.LinkType };
    }
}

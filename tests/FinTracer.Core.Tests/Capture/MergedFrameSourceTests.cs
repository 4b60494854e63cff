using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class MergedFrameSourceTests
{
    static byte[] Pcap(params (uint Seconds, byte Mark)[] records)
    {
        var builder = new PcapBuilder();
        foreach ((uint seconds, byte mark) in records)
        {
            builder.Record(seconds, 0, [mark]);
        }
        return builder.ToArray();
    }

    static (List<ExpectedFrame> Frames, IReadOnlyList<CaptureInput> Inputs) Merge(params MemoryFile[] files)
    {
        using MergedFrameSource source = MergedFrameSource.Open(files);
        return (ExpectedFrame.All(source), source.Inputs);
    }

    [Fact]
    public void Files_are_read_in_the_order_of_their_first_frames()
    {
        (List<ExpectedFrame> frames, IReadOnlyList<CaptureInput> inputs) = Merge(
            new("a", Pcap((20, 3), (21, 4))), new("b", Pcap((10, 1), (11, 2))), new("c", Pcap((30, 5))));

        Assert.Equal(["b", "a", "c"], inputs.Select(i => i.Name));
        Assert.Equal(["01", "02", "03", "04", "05"], frames.Select(f => f.Hex));
        Assert.Equal([(0, 1L), (0, 2L), (1, 1L), (1, 2L), (2, 1L)], frames.Select(f => (f.File, f.Number)));
        Assert.Equal([2L, 2L, 1L], inputs.Select(i => i.Frames));
        Assert.Equal([10_000_000_000, 20_000_000_000, 30_000_000_000], inputs.Select(i => i.FirstTimestampNs));
    }

    [Fact]
    public void Files_that_overlap_are_interleaved_and_equal_times_go_by_file()
    {
        (List<ExpectedFrame> frames, _) = Merge(
            new("y", Pcap((1, 11), (4, 14), (9, 19))), new("x", Pcap((1, 21), (4, 24), (5, 25))), new("z", Pcap((4, 34), (20, 35))));

        Assert.Equal([21, 11, 24, 14, 34, 25, 19, 35], frames.Select(f => Convert.FromHexString(f.Hex)[0]));
    }

    [Fact]
    public void Frames_of_one_file_keep_their_order_whatever_their_times()
    {
        (List<ExpectedFrame> frames, _) = Merge(new("a", Pcap((5, 1), (3, 2), (9, 3), (4, 4))), new("b", Pcap((6, 11), (7, 12))));

        Assert.Equal([1, 2, 3, 4], frames.Where(f => f.File == 0).Select(f => (int)Convert.FromHexString(f.Hex)[0]));
        Assert.Equal([11, 12], frames.Where(f => f.File == 1).Select(f => (int)Convert.FromHexString(f.Hex)[0]));
    }

    [Fact]
    public void What_cannot_be_read_comes_last_with_its_problem()
    {
        (List<ExpectedFrame> frames, IReadOnlyList<CaptureInput> inputs) = Merge(
            new("a empty", []), new("b text", "text, not packets"u8.ToArray()), new("c no frames", Pcap()), new("d", Pcap((1, 1))),
            new("e cut", Pcap((2, 2), (3, 3))[..^1]), new("f gone", null));

        Assert.Equal(["01", "02"], frames.Select(f => f.Hex));
        Assert.Equal(["d", "e cut", "a empty", "b text", "c no frames", "f gone"], inputs.Select(i => i.Name));
        Assert.Equal(
            [[], [InputProblemKind.Truncated], [InputProblemKind.Empty], [InputProblemKind.NotACapture], [], [InputProblemKind.Unreadable]],
            inputs.Select(i => i.Problems.Select(p => p.Kind).ToArray()));
    }

    [Fact]
    public void Files_are_opened_when_their_time_comes_and_closed_at_their_end()
    {
        var open = new OpenCount();
        var files = new List<MemoryFile>();
        for (uint i = 0; i < 10_000; i++)
        {
            files.Add(new($"{i:D5}", Pcap((i * 10, 1), ((i * 10) + 5, 2), ((i * 10) + 12, 3))) { Count = open });
        }

        using MergedFrameSource source = MergedFrameSource.Open(files);
        Assert.Equal((0, 1), (open.Now, open.Most));
        long count = 0;
        long last = 0;
        while (source.TryRead(out Frame frame))
        {
            Assert.True(frame.TimestampNs >= last);
            last = frame.TimestampNs;
            count++;
        }

        Assert.Equal(30_000, count);
        Assert.InRange(open.Most, 2, 3);
        Assert.Equal(0, open.Now);
    }

    [Fact]
    public void A_pipe_is_opened_once_and_kept()
    {
        var pipe = new MemoryFile("-", Pcap((5, 5), (7, 7))) { CanReopen = false };
        (List<ExpectedFrame> frames, _) = Merge(new("a", Pcap((6, 6))), pipe);

        Assert.Equal(["05", "06", "07"], frames.Select(f => f.Hex));
        Assert.Equal(1, pipe.Opened);
    }

    [Fact]
    public void A_file_that_vanishes_between_the_two_looks_is_a_problem_of_that_input()
    {
        (List<ExpectedFrame> frames, IReadOnlyList<CaptureInput> inputs) = Merge(
            new("a", Pcap((1, 1))), new("b", Pcap((2, 2))) { Openings = 1 }, new("c", Pcap((3, 3))));

        Assert.Equal(["01", "03"], frames.Select(f => f.Hex));
        Assert.Equal(InputProblemKind.Unreadable, Assert.Single(inputs[1].Problems).Kind);
    }

    [Fact]
    public void Disposing_early_closes_everything()
    {
        var open = new OpenCount();
        MemoryFile[] files =
        [
            new("a", Pcap((1, 1), (9, 1))) { Count = open },
            new("b", Pcap((2, 1), (9, 1))) { Count = open },
            new("c", Pcap((3, 1))) { Count = open, CanReopen = false },
        ];
        using (MergedFrameSource source = MergedFrameSource.Open(files))
        {
            Assert.True(source.TryRead(out _));
            Assert.True(source.TryRead(out _));
        }

        Assert.Equal(0, open.Now);
    }

    [Fact]
    public void Cut_in_time_at_any_places_and_merged_the_capture_is_the_same() =>
        Gen.Select(Gen.UInt[0, 30].List[1, 40], Gen.Int[0, 40].List[0, 5], Gen.Int).Sample((times, cuts, seed) =>
        {
            times.Sort();
            (uint Seconds, byte Mark)[] records = [.. times.Select((t, i) => (t, (byte)i))];
            List<MemoryFile> files = [];
            int from = 0;
            foreach (int cut in cuts.Select(c => Math.Min(c, records.Length)).Append(records.Length).Order())
            {
                files.Add(new($"file {files.Count:D3}", Pcap(records[from..cut])));
                from = cut;
            }
            new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(files));

            (List<ExpectedFrame> frames, _) = Merge([.. files]);

            return frames.Select(f => (f.TimestampNs, f.Hex)).SequenceEqual(Reading.Of(Pcap(records)).Frames.Select(f => (f.TimestampNs, f.Hex)));
        }, iter: 2000);

    [Fact]
    public void Any_files_merge_to_the_order_of_a_simple_model() =>
        Gen.UInt[0, 30].List[0, 12].List[1, 6].Sample(files =>
        {
            MemoryFile[] captures = [.. files.Select((times, i) => new MemoryFile($"{i}", Pcap([.. times.Select((t, n) => (t, (byte)((i * 16) + n)))])))];
            List<List<uint>> heads = [.. files.Where(f => f.Count > 0).Select((f, i) => (f, i)).OrderBy(p => p.f[0]).ThenBy(p => p.i).Select(p => p.f)];

            List<(int, long)> expected = [];
            int[] next = new int[heads.Count];
            while (Enumerable.Range(0, heads.Count).Where(i => next[i] < heads[i].Count).OrderBy(i => heads[i][next[i]]).ThenBy(i => i).ToArray() is [var first, ..])
            {
                expected.Add((first, ++next[first]));
            }

            return Merge(captures).Frames.Select(f => (f.File, f.Number)).SequenceEqual(expected);
        }, iter: 2000);

    sealed class OpenCount
    {
        public int Now { get; private set; }

        public int Most { get; private set; }

        public void Opened() => Most = Math.Max(Most, ++Now);

        public void Closed() => Now--;
    }

    sealed class MemoryFile(string name, byte[]? octets) : ICaptureFile
    {
        public string Name { get; } = name;

        public bool CanReopen { get; init; } = true;

        public OpenCount Count { get; init; } = new();

        public int Openings { get; init; } = int.MaxValue;

        public int Opened { get; private set; }

        public CaptureReader? Open(CaptureInput input)
        {
            if (octets is null || ++Opened > Openings)
            {
                input.Problems.Add(new(InputProblemKind.Unreadable, 0, "gone"));
                return null;
            }
            Count.Opened();
            return CaptureFormats.Open(new CountedStream(octets, Count), input, new() { BufferOctets = 64 });
        }
    }

    sealed class CountedStream(byte[] octets, OpenCount count) : MemoryStream(octets)
    {
        bool _closed;

        protected override void Dispose(bool disposing)
        {
            if (!_closed)
            {
                _closed = true;
                count.Closed();
            }
            base.Dispose(disposing);
        }
    }
}

using System;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class PcapReaderTests
{
    [Theory]
    [InlineData(0xa1b2c3d4, false, "pcap", 6)]
    [InlineData(0xa1b2c3d4, true, "pcap", 6)]
    [InlineData(0xa1b23c4d, false, "pcap", 9)]
    [InlineData(0xa1b23c4d, true, "pcap", 9)]
    [InlineData(0xa1b2cd34, false, "modified pcap", 6)]
    [InlineData(0xa1b2cd34, true, "modified pcap", 6)]
    [InlineData(0x1c0001ac, false, "lcap", 6)]
    [InlineData(0x1c0001ab, true, "lcap", 6)]
    public void Every_variant_gives_the_same_frames(uint magic, bool bigEndian, string format, int digits)
    {
        byte[] file = new PcapBuilder(magic, bigEndian, snapLength: 100, linkType: 101)
            .Record(1_700_000_000, 123_456, Reading.Data(1, 60))
            .Record(4_294_967_295, 999_999, Reading.Data(2, 40), wire: 1500)
            .Record(3, 0, [])
            .ToArray();

        Reading reading = Reading.Of(file);

        long unit = digits == 9 ? 1 : 1000;
        Assert.Equal(
        [
            new(1, (1_700_000_000L * 1_000_000_000) + (123_456 * unit), LinkType.Raw, 0, 60, Convert.ToHexString(Reading.Data(1, 60))),
            new(2, (4_294_967_295L * 1_000_000_000) + (999_999 * unit), LinkType.Raw, 0, 1500, Convert.ToHexString(Reading.Data(2, 40))),
            new(3, 3_000_000_000, LinkType.Raw, 0, 0, ""),
        ], reading.Frames);
        Assert.Empty(reading.Problems);
        Assert.Equal(format, reading.Input.Format);
        Assert.Equal(digits, reading.Input.TimestampDigits);
        Assert.Equal([new(0, LinkType.Raw, 100, null)], reading.Input.Interfaces);
        Assert.Equal(3, reading.Input.Frames);
        Assert.Equal(file.Length, reading.Input.OctetsRead);
        Assert.Equal(reading.Frames[0].TimestampNs, reading.Input.FirstTimestampNs);
        Assert.Equal(reading.Frames[1].TimestampNs, reading.Input.LastTimestampNs);
        Assert.Null(reading.Input.DroppedBySystem);
    }

    [Theory]
    [InlineData(0xf000_0001u, 1)]                  // length of the frame check sequence
    [InlineData(0x0400_0001u, 1)]                  // "that length is known"
    [InlineData(0x0224_0002u, 0x0224_0002)]        // NetBSD's class of raw address families is part of the number
    public void The_upper_bits_of_the_link_type_are_no_part_of_it(uint written, int linkType)
    {
        byte[] file = new PcapBuilder(linkType: written).Record(1, 0, [1]).ToArray();

        Assert.Equal((LinkType)linkType, Assert.Single(Reading.Of(file).Frames).LinkType);
    }

    [Fact]
    public void A_fraction_of_more_than_a_second_counts_on()
    {
        byte[] file = new PcapBuilder().Record(10, 4_000_000_000, [1]).Record(uint.MaxValue, uint.MaxValue, [2]).ToArray();

        Assert.Equal([4_010_000_000_000, (4_294_967_295L * 1_000_000_000) + 4_294_967_295_000], Reading.Of(file).Frames.Select(f => f.TimestampNs));
    }

    [Theory]
    [InlineData(2, 2, 60u, 40u)]       // wire length first, as everywhere before 2.3
    [InlineData(2, 3, 60u, 40u)]
    [InlineData(2, 3, 40u, 60u)]
    [InlineData(543, 0, 60u, 40u)]
    public void Old_versions_wrote_the_lengths_in_another_order(int major, int minor, uint first, uint second)
    {
        byte[] file = new PcapBuilder(major: major, minor: minor).Record(1, 0, Reading.Data(1, 40), captured: first, wire: second).Record(2, 0, [7]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal(2, reading.Frames.Count);
        Assert.Equal((60u, Convert.ToHexString(Reading.Data(1, 40))), (reading.Frames[0].WireLength, reading.Frames[0].Hex));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void More_captured_than_on_the_wire_is_delivered_and_said_once()
    {
        byte[] file = new PcapBuilder().Record(1, 0, [1]).Record(2, 0, Reading.Data(2, 20), wire: 10).Record(3, 0, Reading.Data(3, 9), wire: 0).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal([1u, 20u, 9u], reading.Frames.Select(f => f.WireLength));
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal(InputProblemKind.Corrupt, problem.Kind);
        Assert.Equal(24 + 17, problem.Offset);
    }

    [Theory]
    [InlineData(262_145u, 65_535u)]
    [InlineData(4_294_967_295u, 262_144u)]
    [InlineData(300_001u, 300_000u)]
    public void A_length_that_cannot_be_ends_the_reading_behind_what_came_before(uint captured, uint snapLength)
    {
        PcapBuilder builder = new PcapBuilder(snapLength: snapLength).Record(1, 0, Reading.Data(1, 50));
        int offset = builder.Length;
        byte[] file = builder.Record(2, 0, Reading.Data(2, 50), captured: captured).Record(3, 0, [3]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal(Convert.ToHexString(Reading.Data(1, 50)), Assert.Single(reading.Frames).Hex);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
        Assert.Contains($"{captured} captured octets", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u)]            // no limit, some writers mean
    [InlineData(100u)]          // tcpdump's own limit stands above a header that claims less
    [InlineData(400_000u)]
    public void Frames_beyond_the_headers_snap_length_are_believed_up_to_the_usual_limit(uint snapLength)
    {
        byte[] file = new PcapBuilder(snapLength: snapLength).Record(1, 0, Reading.Data(1, 262_144)).Record(2, 0, [2]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal(2, reading.Frames.Count);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void A_frame_too_large_to_keep_is_passed_over()
    {
        PcapBuilder builder = new PcapBuilder(snapLength: 5000).Record(1, 0, [1]);
        int offset = builder.Length;
        byte[] file = builder.Record(2, 0, Reading.Data(2, 4001)).Record(3, 0, Reading.Data(3, 4000)).ToArray();

        Reading reading = Reading.Of(file, new() { FrameOctets = 4000, BufferOctets = 64 });

        Assert.Equal([1, 3], reading.Frames.Select(f => f.TimestampNs / 1_000_000_000));
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Fact]
    public void A_frame_too_large_to_keep_that_the_file_does_not_hold_is_a_truncation()
    {
        byte[] file = new PcapBuilder(snapLength: uint.MaxValue).Record(1, 0, [1]).Record(2, 0, Reading.Data(2, 70), captured: uint.MaxValue).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Truncated, 24 + 17), (problem.Kind, problem.Offset));
    }

    [Fact]
    public void A_claim_of_many_octets_allocates_only_for_what_is_there()
    {
        byte[] file = new PcapBuilder(snapLength: 1 << 30).Record(1, 0, Reading.Data(2, 70), captured: 64 * 1024 * 1024).ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Reading reading = Reading.Of(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 1024 * 1024);
        Assert.Equal(InputProblemKind.Truncated, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void Cutting_the_file_anywhere_keeps_every_whole_frame_and_names_the_broken_one()
    {
        PcapBuilder builder = new();
        int[] starts = new int[5];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = builder.Length;
            builder.Record((uint)i, 0, Reading.Data(i, 10 * i));
        }
        byte[] file = builder.ToArray();
        Reading whole = Reading.Of(file);

        for (int cut = 0; cut < file.Length; cut++)
        {
            Reading reading = Reading.Of(file[..cut]);
            int complete = cut < 24 ? 0 : starts.Count(s => s > 24 && s <= cut);
            bool onBoundary = starts.Contains(cut);

            Assert.Equal(whole.Frames.Take(complete), reading.Frames);
            if (onBoundary)
            {
                Assert.Empty(reading.Problems);
                continue;
            }
            InputProblem problem = Assert.Single(reading.Problems);
            (InputProblemKind kind, long offset) = cut switch
            {
                0 => (InputProblemKind.Empty, 0),
                < 4 => (InputProblemKind.NotACapture, 0),
                < 24 => (InputProblemKind.Truncated, 0),
                _ => (InputProblemKind.Truncated, starts.Last(s => s <= cut)),
            };
            Assert.Equal((kind, offset), (problem.Kind, problem.Offset));
        }
    }

    [Fact]
    public void A_failing_stream_is_a_problem_behind_the_frames_that_came()
    {
        byte[] file = new PcapBuilder().Record(1, 0, [1]).Record(2, 0, Reading.Data(2, 30)).ToArray();
        using var stream = new ChunkedStream(file[..50], [7], new IOException("disk \u001b[31m gone"));

        Reading reading = Reading.Of(stream);

        Assert.Single(reading.Frames);
        Assert.Equal([new(InputProblemKind.Unreadable, 50, "disk ?[31m gone")], reading.Problems);
        Assert.True(stream.Closed);
    }

    [Fact]
    public void A_decompressor_cut_off_in_the_middle_is_a_truncation()
    {
        byte[] file = new PcapBuilder().Record(1, 0, [1]).ToArray();
        using var stream = new ChunkedStream(file, [9], new EndOfStreamException("gzip data ends early"));

        Reading reading = Reading.Of(stream);

        Assert.Single(reading.Frames);
        Assert.Equal([new(InputProblemKind.Truncated, file.Length, "gzip data ends early")], reading.Problems);
    }

    [Fact]
    public void A_frame_is_delivered_as_soon_as_its_last_octet_has_come()
    {
        byte[] file = new PcapBuilder().Record(1, 0, Reading.Data(1, 30)).Record(2, 0, Reading.Data(2, 30)).ToArray();
        using var stream = new ChunkedStream(file, [1]);
        using CaptureReader? reader = CaptureFormats.Open(stream, new("live"));

        Assert.NotNull(reader);
        Assert.True(reader.TryRead(out _));
        Assert.Equal(24 + 46, stream.Given);
        Assert.True(reader.TryRead(out _));
        Assert.Equal(24 + 92, stream.Given);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Reading_100_000_frames_allocates_nothing_per_frame()
    {
        PcapBuilder builder = new();
        byte[] data = Reading.Data(1, 60);
        for (int i = 0; i < 110_000; i++)
        {
            builder.Record((uint)i, 5, data);
        }
        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(builder.ToArray()), new("test"))!;
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(reader.TryRead(out _));
        }

        int count = 0;
        Allocation.None(100_000, () =>
        {
            while (reader.TryRead(out Frame frame))
            {
                count += frame.Data.Length;
            }
        });

        Assert.Equal(100_000 * 60, count);
    }

    /// <summary>To believe odd lengths the reader looks at the whole record first, which moves it in the buffer; the time must be read from where it is then.</summary>
    [Fact]
    public void A_record_with_odd_lengths_across_the_buffers_edge_keeps_its_time()
    {
        var builder = new PcapBuilder().Record(1, 1, new byte[20]).Record(1_000_000_007, 500_000, new byte[100], wire: 60);
        Reading reading = Reading.Of(builder.ToArray(), new() { BufferOctets = 128 });
        Assert.Equal([1_000_001_000, 1_000_000_007_500_000_000], reading.Frames.Select(frame => frame.TimestampNs));
    }
}

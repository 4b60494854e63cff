using System;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class PcapngReaderTests
{
    static string Hex(byte[] data) => Convert.ToHexString(data);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Interfaces_keep_their_link_types_clocks_and_names(bool bigEndian)
    {
        byte[] file = new PcapngBuilder().Section(bigEndian)
            .Interface(linkType: 1, snapLength: 262_144, name: "eth0")
            .Interface(linkType: 113, snapLength: 96, resolution: 9, name: "any")
            .Enhanced(0, 1_700_000_000_123_456, Reading.Data(1, 61), wire: 90)
            .Interface(linkType: 101, resolution: 3, offsetSeconds: -10)
            .Enhanced(2, 5_000_001, Reading.Data(2, 4))
            .Enhanced(1, 1_700_000_000_123_456_789, Reading.Data(3, 3))
            .Obsolete(1, 0xffff, 7, Reading.Data(4, 2))
            .ToArray();

        Reading reading = Reading.Of(file);

        Assert.Empty(reading.Problems);
        Assert.Equal(
        [
            new(1, 1_700_000_000_123_456_000, LinkType.Ethernet, 0, 90, Hex(Reading.Data(1, 61))),
            new(2, 4_990_001_000_000, LinkType.Raw, 2, 4, Hex(Reading.Data(2, 4))),
            new(3, 1_700_000_000_123_456_789, LinkType.LinuxSll, 1, 3, Hex(Reading.Data(3, 3))),
            new(4, 7, LinkType.LinuxSll, 1, 2, Hex(Reading.Data(4, 2))),
        ], reading.Frames);
        Assert.Equal(
            [new(0, LinkType.Ethernet, 262_144, "eth0"), new(1, LinkType.LinuxSll, 96, "any"), new(2, LinkType.Raw, 0, null)],
            reading.Input.Interfaces);
        Assert.Equal(("pcapng", 9), (reading.Input.Format, reading.Input.TimestampDigits));
        Assert.Equal(file.Length, reading.Input.OctetsRead);
        Assert.Null(reading.Input.DroppedBySystem);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]   // "not said"
    [InlineData(0ul)]
    [InlineData(20ul)]
    [InlineData(0x7fff_ffff_ffff_ffffUL)]
    public void Sections_follow_each_other_in_either_byte_order_whatever_length_they_claim(ulong sectionLength)
    {
        byte[] file = new PcapngBuilder()
            .Section(bigEndian: false, sectionLength: sectionLength).Interface(linkType: 1).Enhanced(0, 1, [1])
            .Section(bigEndian: true, sectionLength: sectionLength).Interface(linkType: 101).Interface(linkType: 228).Enhanced(1, 2, [2]).Enhanced(0, 3, [3])
            .Section(bigEndian: false, sectionLength: sectionLength).Interface(linkType: 229).Enhanced(0, 4, [4])
            .ToArray();

        Reading reading = Reading.Of(file);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [(LinkType.Ethernet, 0), (LinkType.Ipv4, 2), (LinkType.Raw, 1), (LinkType.Ipv6, 3)],
            reading.Frames.Select(f => (f.LinkType, f.InterfaceId)));
        Assert.Equal([0, 1, 2, 3], reading.Input.Interfaces.Select(i => i.Id));
    }

    [Fact]
    public void Simple_packets_stand_at_the_time_before_them_and_are_cut_by_the_snap_length()
    {
        byte[] file = new PcapngBuilder().Section().Interface(linkType: 101, snapLength: 6)
            .Simple(Reading.Data(1, 5))
            .Enhanced(0, 9, [9])
            .Simple(Reading.Data(2, 6), wire: 1500)
            .ToArray();

        Reading reading = Reading.Of(file);

        Assert.Empty(reading.Problems);
        Assert.Equal([0L, 9000L, 9000L], reading.Frames.Select(f => f.TimestampNs));
        Assert.Equal([5u, 1u, 1500u], reading.Frames.Select(f => f.WireLength));
        Assert.Equal([Hex(Reading.Data(1, 5)), "09", Hex(Reading.Data(2, 6))], reading.Frames.Select(f => f.Hex));
        Assert.Equal(9000, reading.Input.FirstTimestampNs);
    }

    [Fact]
    public void Other_blocks_and_comments_are_passed_and_counted()
    {
        byte[] comment = PcapngBuilder.Option(false, 1, "a comment"u8);
        byte[] file = new PcapngBuilder().Section().Interface()
            .Block(4, new byte[8])                      // names
            .Block(10, new byte[16])                    // secrets
            .Block(0xbad, new byte[4]).Block(0x40000bad, new byte[4])
            .Block(0x8000_0001, new byte[1_500_000])    // larger than what is kept of a block
            .Enhanced(0, 1, [1], options: [.. comment, 0, 0, 0, 0])
            .Enhanced(0, 2, [2], options: [1, 0, 255, 255])   // an option that leaves its block
            .ToArray();
        var input = new CaptureInput("test");
        using var reader = (PcapngReader?)CaptureFormats.Open(new MemoryStream(file), input);

        Assert.Equal(["", "", "01", "02"], ExpectedFrame.All(reader!).Select(f => f.Hex)); // the custom blocks are numbered
        Assert.Equal(3, reader!.SkippedBlocks);
        Assert.Empty(input.Problems);
    }

    /// <summary>Frame numbers are Wireshark's: it gives numbers to journal entries, system calls and custom blocks.</summary>
    [Theory]
    [InlineData(9u)]
    [InlineData(0x204u)]
    [InlineData(0x216u)]
    [InlineData(0xbadu)]
    [InlineData(0x40000badu)]
    [InlineData(4u)]
    [InlineData(10u)]
    [InlineData(0x1234u)]
    public void Blocks_without_a_packet_are_numbered_as_tshark_does(uint type)
    {
        Needs.Programs("tshark");
        PcapngBuilder builder = new PcapngBuilder().Section().Interface();
        byte[] body = type switch
        {
            9 => builder.Body().Octets("__REALTIME_TIMESTAMP=1600000000000000\nMESSAGE=hello\n"u8).PadTo(4).ToArray(),
            0x204 or 0x216 => builder.Body().UInt16(0).UInt32(1).UInt32(2).UInt64(3).UInt64(4).UInt32(30).UInt16(1).PadTo(4).Octets(new byte[20]).ToArray(),
            4 => builder.Body().UInt32(0).ToArray(),
            10 => builder.Body().UInt32(0x544c534b).UInt32(4).Octets("CLIE"u8).ToArray(),
            _ => builder.Body().UInt32(32473).ToArray(),
        };
        byte[] file = builder.Enhanced(0, 1, new byte[60]).Block(type, body).Enhanced(0, 2, new byte[60]).ToArray();
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            int frames = Tool.Run("tshark", "-r", path, "-T", "fields", "-e", "frame.number").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            Assert.Equal(frames, Reading.Of(file).Frames.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Dropped_packets_are_the_last_word_of_each_interface()
    {
        byte[] file = new PcapngBuilder().Section().Interface().Interface()
            .Statistics(0, 5, 2).Statistics(1, null, 10).Statistics(0, 6, 4).Statistics(1, null, null).ToArray();

        Assert.Equal(20, Reading.Of(file).Input.DroppedBySystem);
    }

    [Fact]
    public void Drops_that_packets_carry_add_up_where_no_statistics_exist()
    {
        byte[] option = PcapngBuilder.Option(false, 4, [3, 0, 0, 0, 0, 0, 0, 0]);
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Obsolete(0, 4, 1, [1]).Enhanced(0, 2, [2], options: option);

        Assert.Equal(7, Reading.Of(builder.ToArray()).Input.DroppedBySystem);
        Assert.Equal(1, Reading.Of(builder.Statistics(0, 0, 1).ToArray()).Input.DroppedBySystem);
    }

    [Theory]
    [InlineData(7u, 2u, 1u)]             // no such interface
    [InlineData(0u, 200u, 1u)]           // more octets than the block has
    [InlineData(0u, 0xffff_ffffu, 1u)]
    public void A_packet_that_contradicts_its_block_costs_itself_only(uint interfaceId, uint captured, uint wire)
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Enhanced(interfaceId, 2, [2, 2], captured: captured, wire: wire).Enhanced(0, 3, [3]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal(["01", "03"], reading.Frames.Select(f => f.Hex));
        Assert.Equal([1L, 2L], reading.Frames.Select(f => f.Number));
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Theory]
    [InlineData(6u)]
    [InlineData(2u)]
    [InlineData(3u)]
    [InlineData(5u)]
    public void A_block_too_short_for_its_type_costs_itself_only(uint type)
    {
        byte[] file = new PcapngBuilder().Section().Interface().Block(type, []).Enhanced(0, 3, [3]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        Assert.Single(reading.Problems);
    }

    [Fact]
    public void Two_lengths_that_disagree_are_passed_when_a_sound_block_follows()
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface();
        int offset = builder.Length;
        byte[] body = builder.Body().UInt32(0).UInt32(0).UInt32(5).UInt32(1).UInt32(1).Octets([9, 0, 0, 0]).ToArray();
        byte[] file = builder.Block(6, body, trailer: 44).Enhanced(0, 6, [8]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Equal(["09", "08"], reading.Frames.Select(f => f.Hex));
        Assert.Equal([new(InputProblemKind.Corrupt, offset, "block claims 36 octets at its start and 44 at its end")], reading.Problems);
    }

    [Theory]
    [InlineData(16u)]
    [InlineData(40u)]
    public void Two_lengths_that_disagree_end_the_reading_when_what_follows_is_no_block(uint length)
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Block(6, new byte[24], length: length).Enhanced(0, 6, [8]).Enhanced(0, 7, [8]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(8u)]
    [InlineData(37u)]
    public void A_length_that_no_block_has_ends_the_reading(uint length)
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Block(6, new byte[24], length: length).Enhanced(0, 6, [8]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Theory]
    [InlineData(6u)]
    [InlineData(0x8000_0001u)]
    public void A_block_of_four_gigabytes_is_never_allocated(uint type)
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Block(type, new byte[24], length: 0xffff_fffc).Octets(new byte[500]).ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Reading reading = Reading.Of(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 1024 * 1024);
        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Truncated, offset), (problem.Kind, problem.Offset));
    }

    [Fact]
    public void A_packet_too_large_to_keep_is_passed_over()
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Enhanced(0, 2, new byte[1_200_000]).Enhanced(0, 2, new byte[5000]).Enhanced(0, 3, [3]).ToArray();

        Reading reading = Reading.Of(file, new() { FrameOctets = 4000 });

        Assert.Equal(["01", "03"], reading.Frames.Select(f => f.Hex));
        Assert.Equal([InputProblemKind.Corrupt, InputProblemKind.Corrupt], reading.Problems.Select(p => p.Kind));
        Assert.Equal(offset, reading.Problems[0].Offset);
    }

    [Fact]
    public void Complaints_are_limited_in_number()
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface();
        for (int i = 0; i < 500; i++)
        {
            builder.Enhanced(9, 1, []);
        }

        Assert.Equal(101, Reading.Of(builder.ToArray()).Problems.Count);
    }

    [Theory]
    [InlineData(2, 0x1a2b3c4du)]
    [InlineData(1, 0x12345678u)]
    public void A_section_of_another_version_or_without_byte_order_ends_the_reading(int major, uint magic)
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int offset = builder.Length;
        byte[] file = builder.Block(0x0a0d0d0a, builder.Body().UInt32(magic).UInt16(major).UInt16(0).UInt64(0).ToArray()).Enhanced(0, 2, [2]).ToArray();

        Reading reading = Reading.Of(file);

        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Fact]
    public void Cutting_the_file_anywhere_keeps_every_whole_frame_and_names_the_broken_block()
    {
        PcapngBuilder builder = new();
        var ends = new System.Collections.Generic.List<(int End, int Frames)>();
        builder.Section();
        ends.Add((builder.Length, 0));
        builder.Interface(name: "eth0");
        ends.Add((builder.Length, 0));
        for (int i = 1; i <= 4; i++)
        {
            builder.Enhanced(0, (ulong)i, Reading.Data(i, 3 * i));
            ends.Add((builder.Length, i));
        }
        byte[] file = builder.ToArray();
        Reading whole = Reading.Of(file);

        for (int cut = 0; cut < file.Length; cut++)
        {
            Reading reading = Reading.Of(file[..cut]);
            (int start, int complete) = ends.LastOrDefault(e => e.End <= cut);

            Assert.Equal(whole.Frames.Take(complete), reading.Frames);
            if (start == cut && cut > 0)
            {
                Assert.Empty(reading.Problems);
                continue;
            }
            InputProblem problem = Assert.Single(reading.Problems);
            InputProblemKind kind = cut == 0 ? InputProblemKind.Empty : cut < 4 ? InputProblemKind.NotACapture : InputProblemKind.Truncated;
            Assert.Equal((kind, start), (problem.Kind, problem.Offset));
        }
    }

    [Fact]
    public void A_packet_is_delivered_as_soon_as_its_block_is_complete()
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface().Enhanced(0, 1, [1]);
        int first = builder.Length;
        using var stream = new ChunkedStream(builder.Enhanced(0, 2, [2]).ToArray(), [1]);
        using CaptureReader reader = CaptureFormats.Open(stream, new("live"))!;

        Assert.True(reader.TryRead(out _));
        Assert.Equal(first, stream.Given);
    }

    [Fact]
    public void Reading_100_000_packets_allocates_nothing_per_packet()
    {
        PcapngBuilder builder = new PcapngBuilder().Section().Interface();
        byte[] data = Reading.Data(1, 60);
        for (int i = 0; i < 110_000; i++)
        {
            builder.Enhanced(0, (ulong)i, data);
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

    [Theory]
    [InlineData(0, 0, ulong.MaxValue, (1L << 62) - 1)]
    [InlineData(6, 0, ulong.MaxValue, (1L << 62) - 1)]
    [InlineData(9, long.MinValue, 0, -((1L << 62) - 1))]
    [InlineData(9, long.MaxValue, ulong.MaxValue, (1L << 62) - 1)]
    public void A_time_that_nobody_can_reckon_with_is_clamped_and_told_once(byte resolution, long offset, ulong units, long expectedNs)
    {
        byte[] file = new PcapngBuilder().Section().Interface(resolution: resolution, offsetSeconds: offset)
            .Enhanced(0, units, [1]).Enhanced(0, units, [2]).ToArray();
        Reading reading = Reading.Of(file);
        Assert.Equal([expectedNs, expectedNs], reading.Frames.Select(frame => frame.TimestampNs));
        Assert.Contains("beyond the years 1823 to 2116", Assert.Single(reading.Problems).Detail, StringComparison.Ordinal);
    }
}

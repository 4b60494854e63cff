using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using K4os.Compression.LZ4.Streams;
using Xunit;
using ZstdSharp;

namespace FinTracer.Tests.Sources;

public sealed class CompressedInputTests
{
    public static readonly TheoryData<string> Kinds = ["gzip", "zstd", "lz4"];

    static byte[] Capture(int frames, int seed = 1)
    {
        var random = new Random(seed);
        var builder = new PcapBuilder();
        byte[] data = new byte[700];
        for (int i = 0; i < frames; i++)
        {
            random.NextBytes(data); // does not compress: damage anywhere meets frames
            builder.Record((uint)i, 0, data);
        }
        return builder.ToArray();
    }

    static byte[] Compress(string kind, byte[] octets)
    {
        var compressed = new MemoryStream();
        using (Stream compressor = kind switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "zstd" => WithCheckSum(new CompressionStream(compressed, leaveOpen: true)),
            _ => LZ4Stream.Encode(compressed, new LZ4EncoderSettings { ContentChecksum = true }, leaveOpen: true),
        })
        {
            compressor.Write(octets);
        }
        return compressed.ToArray();
    }

    static CompressionStream WithCheckSum(CompressionStream stream)
    {
        stream.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return stream;
    }

    static (List<ExpectedFrame> Frames, CaptureInput Input) Read(byte[] octets) => Read(new MemoryStream(octets));

    static (List<ExpectedFrame> Frames, CaptureInput Input) Read(Stream stream)
    {
        var input = new CaptureInput("test");
        using CaptureReader? reader = InputOpener.Open(stream, input, null);
        return (reader is null ? [] : ExpectedFrame.All(reader), input);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_compressed_capture_reads_as_the_plain_one(string kind)
    {
        byte[] plain = Capture(3000);

        (List<ExpectedFrame> frames, CaptureInput input) = Read(Compress(kind, plain));

        Assert.Equal(Read(plain).Frames, frames);
        Assert.Empty(input.Problems);
        Assert.Equal((kind, "pcap", plain.Length), (input.Compression, input.Format, input.OctetsRead));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Several_members_behind_each_other_are_one_capture(string kind)
    {
        byte[] plain = Capture(500);
        byte[] compressed = [.. Compress(kind, plain[..1000]), .. Compress(kind, plain[1000..1000]), .. Compress(kind, plain[1000..200_001]), .. Compress(kind, plain[200_001..])];

        (List<ExpectedFrame> frames, CaptureInput input) = Read(new ChunkedStream(compressed, [1000, 1, 7]));

        Assert.Equal(500, frames.Count);
        Assert.Empty(input.Problems);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cut_file_is_told_and_gives_what_came_before(string kind)
    {
        byte[] plain = Capture(400);
        byte[] compressed = Compress(kind, plain);
        List<ExpectedFrame> whole = Read(plain).Frames;

        foreach (int length in (int[])[4, 5, 11, 20, 100, 50_000, 200_000, compressed.Length - 9, compressed.Length - 3, compressed.Length - 1])
        {
            (List<ExpectedFrame> frames, CaptureInput input) = Read(compressed[..length]);

            Assert.Equal(whole.Take(frames.Count), frames);
            Assert.Equal(InputProblemKind.Truncated, Assert.Single(input.Problems).Kind);
            // One block of zstd and lz4 is 128 KiB to 4 MiB and comes whole or not at all; deflate flows.
            Assert.True(kind != "gzip" || frames.Count >= (length / 716) - 50, $"{length}: {frames.Count}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damage_is_told_and_what_came_before_is_given(string kind)
    {
        const int count = 6000;
        byte[] plain = Capture(count);
        byte[] compressed = Compress(kind, plain);
        // These octets do not compress and are stored as they are, so only the check sum at the end sees the damage.
        compressed[compressed.Length * 3 / 4] ^= 0xff;

        (List<ExpectedFrame> frames, CaptureInput input) = Read(compressed);

        const int before = (count * 3 / 4) - 10;
        Assert.Equal(Read(plain).Frames.Take(before).Select(f => f.Hex.GetHashCode()), frames.Take(before).Select(f => f.Hex.GetHashCode()));
        Assert.InRange(frames.Count, count - 200, count);
        Assert.Equal(InputProblemKind.Unreadable, Assert.Single(input.Problems).Kind);
    }

    [Fact]
    public void Any_damage_ends_the_reading_without_an_exception() =>
        Gen.Select(Gen.OneOf(Gen.Const("gzip"), Gen.Const("zstd"), Gen.Const("lz4")), Gen.Select(Gen.Int[0, 100_000], Gen.Byte).List[1, 4], Gen.Int[0, 2000])
            .Sample((kind, damage, length) =>
            {
                byte[] compressed = Compress(kind, Capture(3));
                foreach ((int at, byte value) in damage)
                {
                    compressed[at % compressed.Length] = value;
                }
                (List<ExpectedFrame> frames, CaptureInput input) = Read(compressed[..Math.Min(length + 1, compressed.Length)]);
                return frames.Count <= 3 || input.Problems.Count > 0;
            }, iter: 500);

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zstd", "lz4")]
    [InlineData("lz4", "zstd")]
    public void Compressed_twice_is_refused(string outer, string inner)
    {
        (_, CaptureInput input) = Read(Compress(outer, Compress(inner, Capture(1))));

        Assert.Equal([new(InputProblemKind.Unreadable, 0, $"{inner} inside {outer}: FinTracer decompresses once only")], input.Problems);
    }

    [Theory]
    [InlineData("fd377a585a00", "xz")]
    [InlineData("425a68393141", "bzip2")]
    public void Other_compressions_are_named(string start, string name)
    {
        (_, CaptureInput input) = Read(Convert.FromHexString(start));

        Assert.Equal([new(InputProblemKind.Unreadable, 0, $"compressed with {name}, which FinTracer cannot read: decompress it first")], input.Problems);
    }

    [Fact]
    public void A_zstd_file_may_begin_with_a_skippable_frame()
    {
        byte[] skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];

        (List<ExpectedFrame> frames, CaptureInput input) = Read([.. skippable, .. Compress("zstd", Capture(5))]);

        Assert.Equal(5, frames.Count);
        Assert.Empty(input.Problems);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_compressed_is_an_empty_input_and_text_is_no_capture(string kind)
    {
        Assert.Equal(InputProblemKind.Empty, Assert.Single(Read(Compress(kind, [])).Input.Problems).Kind);
        Assert.Equal(InputProblemKind.NotACapture, Assert.Single(Read(Compress(kind, "hello world"u8.ToArray())).Input.Problems).Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_bomb_takes_time_but_no_memory(string kind)
    {
        // A pcapng block of 80 MB of zeros that is skipped.
        byte[] block = new PcapngBuilder().Section().Interface().Block(0x8000_0001, new byte[80_000_000]).Enhanced(0, 1, [1]).ToArray();
        byte[] compressed = Compress(kind, block);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        (List<ExpectedFrame> frames, _) = Read(compressed);

        Assert.Single(frames);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
    }

    [Fact]
    public void A_failing_source_is_unreadable_not_damaged()
    {
        byte[] compressed = Compress("gzip", Capture(100));

        (_, CaptureInput input) = Read(new ChunkedStream(compressed[..20_000], [500], new IOException("disk gone")));

        InputProblem problem = Assert.Single(input.Problems);
        Assert.Equal((InputProblemKind.Unreadable, "disk gone"), (problem.Kind, problem.Detail));
    }
}

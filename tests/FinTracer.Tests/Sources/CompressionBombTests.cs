using System;
using FinTracer.Core.Tests.Capture;
using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>Runs alone: it looks at what the whole process allocates.</summary>
[Collection(nameof(RunAlone))]
public sealed class CompressionBombTests
{
    [Theory]
    [MemberData(nameof(CompressedInputTests.Kinds), MemberType = typeof(CompressedInputTests))]
    public void A_bomb_takes_time_but_no_memory(string kind)
    {
        // A pcapng block of 80 MB of zeros that is skipped.
        byte[] block = new PcapngBuilder().Section().Interface().Block(0x8000_0001, new byte[80_000_000]).Enhanced(0, 1, [1]).ToArray();
        byte[] compressed = CompressedInputTests.Compress(kind, block);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        int frames = CompressedInputTests.Read(compressed).Frames.Count;

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
        Assert.Equal(1, frames);
    }

    /// <summary>Nothing but zeros is no capture: it is not decompressed to its end to find that out.</summary>
    [Theory]
    [MemberData(nameof(CompressedInputTests.Kinds), MemberType = typeof(CompressedInputTests))]
    public void A_bomb_of_zeros_is_one_clear_error(string kind)
    {
        byte[] compressed = CompressedInputTests.Compress(kind, new byte[80_000_000]);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        var (frames, input) = CompressedInputTests.Read(compressed);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
        Assert.Empty(frames);
        Assert.Equal(Capture.InputProblemKind.NotACapture, Assert.Single(input.Problems).Kind);
    }

    /// <summary>Interface descriptions compress a thousandfold, and each has a name of up to 64 KiB that could be kept.</summary>
    [Theory]
    [MemberData(nameof(CompressedInputTests.Kinds), MemberType = typeof(CompressedInputTests))]
    public void A_bomb_of_interface_names_takes_no_memory(string kind)
    {
        var builder = new PcapngBuilder().Section();
        for (int i = 0; i < 1500; i++) { builder.Interface(name: new string('a', 65_000)); }
        byte[] compressed = CompressedInputTests.Compress(kind, builder.Enhanced(1, 1, [1]).ToArray());
        long before = GC.GetTotalAllocatedBytes(precise: true);

        var (frames, input) = CompressedInputTests.Read(compressed);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 60_000_000);
        Assert.Single(frames);
        Assert.Equal((1500, 65_000), (input.Interfaces.Count, input.Interfaces[0].Name?.Length));
    }

    /// <summary>
    /// A zstd frame may ask for a window of 2 GiB to be kept ready (RFC 8878 3.1.1.1.2). The usual limit is 128 MiB, what <c>zstd --ultra</c> makes; beyond it a file is refused
    /// before anything is set aside.
    /// </summary>
    [Theory]
    [InlineData(28)]
    [InlineData(31)]
    [InlineData(41)]
    public void A_window_beyond_the_usual_limit_is_refused(int windowLog)
    {
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (byte)((windowLog - 10) << 3), 0x01, 0x01, 0x00, .. new byte[32]];
        long before = Environment.WorkingSet;

        var (frames, input) = CompressedInputTests.Read(frame);

        Assert.Empty(frames);
        Assert.Equal("zstd data is damaged", Assert.Single(input.Problems).Detail);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 50_000_000);
    }
}

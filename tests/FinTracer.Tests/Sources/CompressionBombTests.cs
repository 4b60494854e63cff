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
}

using System;
using System.Linq;
using FinTracer.Capture;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

public sealed class SnoopReaderTests
{
    static OctetWriter Header(uint linkType, uint version = 2) => new OctetWriter(true).Octets("snoop\0\0\0"u8).UInt32(version).UInt32(linkType);

    static OctetWriter Record(OctetWriter file, uint seconds, byte[] data, uint wire, uint drops, int pad, uint? captured = null) =>
        file.UInt32(wire).UInt32(captured ?? (uint)data.Length).UInt32((uint)(24 + data.Length + pad)).UInt32(drops).UInt32(seconds).UInt32(5)
            .Octets(data).Octets(new byte[pad]);

    [Fact]
    public void Records_with_padding_and_drops_are_read()
    {
        OctetWriter file = Header(4);
        Record(file, 1, Reading.Data(1, 61), wire: 61, drops: 0, pad: 3);
        Record(file, 2, Reading.Data(2, 8), wire: 1500, drops: 17, pad: 0);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Equal(
        [
            new(1, 1_000_005_000, LinkType.Ethernet, 0, 61, Convert.ToHexString(Reading.Data(1, 61))),
            new(2, 2_000_005_000, LinkType.Ethernet, 0, 1500, Convert.ToHexString(Reading.Data(2, 8))),
        ], reading.Frames);
        Assert.Empty(reading.Problems);
        Assert.Equal(("snoop", 17L), (reading.Input.Format, reading.Input.DroppedBySystem));
    }

    [Theory]
    [InlineData(0u, 1)]
    [InlineData(8u, 10)]
    [InlineData(3u, 0x1_0003)]
    public void Link_types_of_its_own_numbering_are_translated(uint number, int linkType)
    {
        OctetWriter file = Record(Header(number), 1, [1], 1, 0, 0);

        Assert.Equal((LinkType)linkType, Assert.Single(Reading.Of(file.ToArray()).Frames).LinkType);
    }

    [Fact]
    public void A_record_that_contradicts_itself_ends_the_reading()
    {
        OctetWriter file = Record(Header(4), 1, [1], 1, 0, 0);
        int offset = file.Length;
        Record(file, 2, [2], 1, 0, 0, captured: 2);

        Reading reading = Reading.Of(file.ToArray());

        Assert.Single(reading.Frames);
        InputProblem problem = Assert.Single(reading.Problems);
        Assert.Equal((InputProblemKind.Corrupt, offset), (problem.Kind, problem.Offset));
    }

    [Fact]
    public void Too_large_cut_off_and_unknown_versions_are_problems()
    {
        OctetWriter large = Record(Header(4), 1, Reading.Data(1, 200), 200, 0, 0);
        Record(large, 2, [2], 1, 0, 0);
        byte[] cut = Record(Header(4), 1, [1, 2, 3], 3, 0, 0).ToArray()[..^1];

        Reading skipped = Reading.Of(large.ToArray(), new() { FrameOctets = 100 });

        Assert.Equal("02", Assert.Single(skipped.Frames).Hex);
        Assert.Equal(InputProblemKind.Corrupt, Assert.Single(skipped.Problems).Kind);
        Assert.Equal((InputProblemKind.Truncated, 16L), Reading.Of(cut).Problems.Select(p => (p.Kind, p.Offset)).Single());
        Assert.Equal(InputProblemKind.Corrupt, Assert.Single(Reading.Of(Header(4, version: 3).ToArray()).Problems).Kind);
    }
}

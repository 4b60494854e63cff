using System;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Sources;

public sealed class BpfFilterTests
{
    static readonly byte[] Ip =
    [
        0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
        0, 80, 0x9c, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x02, 0, 0, 0, 0, 0, 0,
    ];

    static readonly byte[] Ethernet = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 8, 0, .. Ip];

    static readonly byte[] Cooked = [0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0, .. Ip];

    public BpfFilterTests() => Libpcap.SkipUnlessInstalled();

    static bool Matches(string expression, LinkType linkType, byte[] data, uint? wire = null)
    {
        using BpfFilter filter = BpfFilter.Compile(expression);
        return filter.Matches(new Frame { LinkType = linkType, Data = data, WireLength = wire ?? (uint)data.Length });
    }

    [Theory]
    [InlineData("tcp port 80", true)]
    [InlineData("tcp port 81", false)]
    [InlineData("host 10.0.0.2 and tcp[tcpflags] & tcp-syn != 0", true)]
    [InlineData("udp", false)]
    [InlineData("", true)]
    public void The_same_expression_fits_every_link_type(string expression, bool expected)
    {
        Assert.Equal(expected, Matches(expression, LinkType.Ethernet, Ethernet));
        Assert.Equal(expected, Matches(expression, LinkType.LinuxSll, Cooked));
        Assert.Equal(expected, Matches(expression, LinkType.Raw, Ip));
        Assert.Equal(expected, Matches(expression, LinkType.RawBsd, Ip));
        Assert.Equal(expected, Matches(expression, LinkType.RawOpenBsd, Ip));
        Assert.Equal(expected, Matches(expression, LinkType.Ipv4, Ip));
    }

    [Fact]
    public void Lengths_are_those_on_the_wire_and_a_cut_frame_is_safe()
    {
        Assert.True(Matches("greater 1000", LinkType.Ethernet, Ethernet, wire: 1500));
        Assert.False(Matches("greater 1000", LinkType.Ethernet, Ethernet));
        Assert.False(Matches("tcp port 80", LinkType.Ethernet, Ethernet[..30], wire: 54));
        Assert.False(Matches("tcp port 80", LinkType.Ethernet, [], wire: 54));
    }

    [Theory]
    [InlineData("tcp prot 80", "syntax error")]
    [InlineData("port http(", "")]
    [InlineData("host 300.1.1.1", "")]
    [InlineData("tcp\0udp", "NUL")]
    public void A_wrong_expression_is_told_with_libpcaps_words(string expression, string words) =>
        Assert.Contains(words, Assert.Throws<FilterException>(() => BpfFilter.Compile(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_expression_for_one_link_type_is_told_for_the_others()
    {
        using BpfFilter filter = BpfFilter.Compile("ether src 07:08:09:0a:0b:0c");

        Assert.True(filter.Matches(new Frame { LinkType = LinkType.Ethernet, Data = Ethernet }));
        Assert.Empty(filter.Rejected);
        Assert.False(filter.Matches(new Frame { LinkType = LinkType.Raw, Data = Ip }));
        Assert.False(filter.Matches(new Frame { LinkType = (LinkType)0x1_0003, Data = Ip }));
        Assert.Equal([LinkType.Raw, (LinkType)0x1_0003], filter.Rejected.Keys);
        Assert.All(filter.Rejected.Values, Assert.NotEmpty);
    }

    [Fact]
    public void Filtered_frames_keep_their_numbers_and_the_others_are_counted()
    {
        byte[] other = (byte[])Ip.Clone();
        other[21] = 81;
        byte[] file = new PcapngBuilder().Section().Interface(linkType: 1).Interface(linkType: 101)
            .Enhanced(0, 1, Ethernet).Enhanced(1, 2, other).Enhanced(1, 3, Ip).Enhanced(0, 4, [1, 2, 3]).Enhanced(0, 5, Ethernet).ToArray();
        var input = new CaptureInput("test");
        using var source = new FilteredFrameSource(CaptureFormats.Open(new MemoryStream(file), input)!, BpfFilter.Compile("port 80"));

        Assert.Equal([1L, 3L, 5L], ExpectedFrame.All(source).Select(f => f.Number));
        Assert.Equal(2, source.FilteredOut);
        Assert.Equal(5, Assert.Single(source.Inputs).Frames);
    }

    [Fact]
    public void Matching_allocates_nothing_per_frame()
    {
        using BpfFilter filter = BpfFilter.Compile("tcp port 80");
        var frame = new Frame { LinkType = LinkType.Ethernet, Data = Ethernet, WireLength = 54 };
        int count = filter.Matches(in frame) ? 1 : 0;

        Allocation.None(100_000, () =>
        {
            for (int i = 1; i < 100_000; i++)
            {
                var same = new Frame { LinkType = LinkType.Ethernet, Data = Ethernet, WireLength = 54 };
                count += filter.Matches(in same) ? 1 : 0;
            }
        });

        Assert.Equal(100_000, count);
    }
}

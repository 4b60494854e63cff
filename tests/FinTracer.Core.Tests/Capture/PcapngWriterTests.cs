using System;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Core.Tests.Capture;

/// <summary>What the writer writes is what our reader and tshark read.</summary>
public sealed class PcapngWriterTests
{
    const long Start = 1_800_000_000_123_456_789;

    [Fact]
    public void Frames_come_back_as_they_were()
    {
        byte[] octets = Written(out int[] lengths);
        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(octets), new CaptureInput("written"))!;
        foreach (int length in lengths)
        {
            Assert.True(reader.TryRead(out Frame frame));
            Assert.Equal(Start + length, frame.TimestampNs);
            Assert.Equal((length % 2, (uint)length + 1000), (frame.InterfaceId, frame.WireLength));
            Assert.Equal(length % 2 == 0 ? LinkType.Ethernet : LinkType.LinuxSll, frame.LinkType);
            Assert.Equal(Content(length), frame.Data.ToArray());
        }

        Assert.False(reader.TryRead(out _));
        CaptureInput input = reader.Inputs[0];
        Assert.Empty(input.Problems);
        Assert.Equal(["eth0", "any"], input.Interfaces.Select(i => i.Name));
        Assert.Equal(9, input.TimestampDigits);
        Assert.Equal(2 + 3 + 20 + 30, input.DroppedBySystem);
        Assert.Equal(Start + 77, input.CaptureEndNs);
    }

    [Fact]
    public void What_the_stream_has_got_is_always_whole_blocks()
    {
        using var stream = new MemoryStream();
        var writer = new PcapngWriter(stream, "test");
        writer.AddInterface(new CaptureInterface(0, LinkType.Ethernet, 0, "eth0"), null);
        for (int i = 0; i < 3000; i++)
        {
            writer.Write(new Frame { TimestampNs = Start, LinkType = LinkType.Ethernet, WireLength = 200, Data = Content(200) });
            Assert.Equal(writer.OctetsHandedOver, stream.Length);
        }

        Assert.True(stream.Length > 0);
        using CaptureReader reader = CaptureFormats.Open(new MemoryStream(stream.ToArray()), new CaptureInput("cut"))!;
        while (reader.TryRead(out _))
        {
        }

        Assert.Empty(reader.Inputs[0].Problems);
    }

    [Fact]
    public void Tshark_reads_the_same()
    {
        Needs.Programs("tshark");
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Written(out int[] lengths));
            string[] lines = Tool.Run("tshark", "-r", path, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len", "-e", "frame.interface_name").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(
                lengths.Select(length => $"1800000000.{123_456_789 + length}\t{length}\t{length + 1000}\t{(length % 2 == 0 ? "eth0" : "any")}"), lines.Select(line => line.TrimEnd('\r')));
        }
        finally
        {
            File.Delete(path);
        }
    }

    static byte[] Written(out int[] lengths)
    {
        lengths = [1, 60, 61, 62, 63, 64, 1514, 70_000, 262_144];
        using var stream = new MemoryStream();
        var writer = new PcapngWriter(stream, "fintracer");
        writer.AddInterface(new CaptureInterface(0, LinkType.Ethernet, 262_144, "eth0"), "tcp");
        writer.AddInterface(new CaptureInterface(1, LinkType.LinuxSll, 0, "any"), null);
        foreach (int length in lengths)
        {
            writer.Write(new Frame
            {
                TimestampNs = Start + length,
                InterfaceId = length % 2,
                LinkType = LinkType.Ethernet,
                WireLength = (uint)length + 1000,
                Data = Content(length),
            });
        }

        writer.WriteStatistics(0, new InterfaceStatistics(Start, Start + 77, 9, 2, 3));
        writer.WriteStatistics(1, new InterfaceStatistics(Start, Start + 76, 9, 20, 30));
        writer.Flush();
        return stream.ToArray();
    }

    static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
}

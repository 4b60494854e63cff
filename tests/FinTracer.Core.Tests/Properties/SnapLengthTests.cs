using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Tests.TestKit.Wire;
using Xunit;

namespace FinTracer.Tests.Properties;

/// <summary>
/// A capture that kept headers only tells the same as the whole one: lengths come from the IP header, never from what was captured. Every story of the lab,
/// at the server, with each frame cut behind its TCP header.
/// </summary>
public sealed class SnapLengthTests
{
    const int EthernetHeader = 14;
    const int Ipv6Header = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cutting_every_frame_behind_its_TCP_header_changes_no_report(bool ipv6)
    {
        int cut = 0;
        foreach (string path in Recordings.Files(ipv6))
        {
            List<MemoryFrame> whole = Frames(path);
            List<MemoryFrame> headers = [.. whole.Select(frame => frame with { Data = frame.Data[..HeadersOf(frame.Data)] })];
            cut += whole.Zip(headers).Count(pair => pair.First.Data.Length > pair.Second.Data.Length);

            Assert.Equal(Told(whole), Told(headers));
        }

        Assert.True(cut > 100, "the stories have frames with data");
    }

    static List<string> Told(IReadOnlyList<MemoryFrame> frames)
    {
        List<string> told = [];
        using var source = new MemoryFrameSource(LinkType.Ethernet, frames);
        new TracePipeline(new TraceOptions()).Run(source, report => told.Add(Fingerprint.Of(report)));
        return told;
    }

    static List<MemoryFrame> Frames(string path)
    {
        List<MemoryFrame> frames = [];
        using CaptureReader reader = CaptureFormats.Open(File.OpenRead(path), new CaptureInput(path))!;
        while (reader.TryRead(out Frame frame))
        {
            frames.Add(new MemoryFrame(frame.TimestampNs, frame.WireLength, frame.Data.ToArray()));
        }

        return frames;
    }

    /// <summary>Octets up to the end of the TCP header, in the lab's frames: Ethernet, then IPv4 or IPv6 without extension headers. Other frames stay whole.</summary>
    static int HeadersOf(byte[] frame)
    {
        (int ip, int protocol) = (frame[12], frame[13]) switch
        {
            (0x08, 0x00) => ((frame[EthernetHeader] & 0x0F) * 4, frame[EthernetHeader + 9]),
            (0x86, 0xDD) => (Ipv6Header, frame[EthernetHeader + 6]),
            _ => (0, 0),
        };
        return protocol == 6 ? EthernetHeader + ip + ((frame[EthernetHeader + ip + 12] >> 4) * 4) : frame.Length;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Ladders;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit.Wire;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary>On a terminal no line of a ladder is wider than it, and nothing is left out for that.</summary>
public sealed class NarrowLadderTests
{
    public static TheoryData<string, int> Terminals() => new MatrixTheoryData<string, int>(
        [
            "time-wait-assassinated/server.pcap", "time-wait-assassinated/v6/middle.pcap", "forged-rsts-guessing/middle.pcap", "keepalive-race/v6/client.pcap",
            "data-crossed-fin-stream/v6/middle.pcap", "time-wait-expires/client.pcap", "fin-wait-2-expired-data/server.pcap", "syn-in-time-wait/v6/server.pcap",
        ],
        [72, 80, 90, 100, 132, 200]);

    [Theory]
    [MemberData(nameof(Terminals))]
    public void Lines_are_no_wider_than_the_terminal(string capture, int width)
    {
        string path = Path.Combine(Repository.Captures, capture);
        foreach (ConnectionReport report in Truth.Recording.Trace(path)) { AssertFits(path, report, width); }
    }

    /// <summary>Addresses of the greatest length, and numbers of ten digits on a segment that carries all there is to say.</summary>
    [Theory]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(100)]
    public void Long_addresses_and_numbers_fit_too(int width)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("long.pcap", LongNumbers());
        ConnectionReport report = Assert.Single(Truth.Recording.Trace(path));
        string shown = AssertFits(path, report, width);
        Assert.Contains("seq=2000000001", shown, StringComparison.Ordinal);
        Assert.Contains("ack=1000000001", shown, StringComparison.Ordinal);
        Assert.Contains("len=1200", shown, StringComparison.Ordinal);
    }

    static string AssertFits(string path, ConnectionReport report, int width)
    {
        Ladder[] ladders = [.. Ladders.Of(path, report.Initiator, report.Responder)];
        string wide = Text(ladders, null), shown = Text(ladders, width);
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= width, $"{line.Length}: {line}"));
        Assert.Equal(Words(wide), Words(shown));
        return shown;
    }

    static string Text(IEnumerable<Ladder> ladders, int? width)
    {
        using var text = new StringWriter();
        foreach (Ladder ladder in ladders) { new LadderText(text, new LadderStyle(width, false), new InputNames([])).Write(ladder); }
        return text.ToString();
    }

    /// <summary>What is said of segments, whatever its place: numbers, states and notes. Headings and times give way on narrow terminals.</summary>
    static string[] Words(string text) => [.. text.Split(' ', '\n', ';').Where(word => word.Contains('=', StringComparison.Ordinal) || word.Contains("WAIT", StringComparison.Ordinal) || word is "RST:" or "late").Order(StringComparer.Ordinal)];

    static byte[] LongNumbers()
    {
        Endpoint client = SampleReports.At("[2001:db8:1111:2222:3333:4444:5555:6666]:40000"), server = SampleReports.At("[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:443");
        List<MemoryFrame> frames = [];
        void Add(bool fromClient, TcpControl control, uint seq, uint ack, int payload)
            => Captures.Add(frames, SampleReports.Epoch + (frames.Count * 1_000_000L), fromClient ? client : server, fromClient ? server : client, control, seq, ack, payload);

        Add(true, TcpControl.Syn, 0, 0, 0);
        Add(false, TcpControl.Syn | TcpControl.Ack, 0, 1, 0);
        Add(true, TcpControl.Ack, 1, 1, 0);
        Add(true, TcpControl.Psh | TcpControl.Urg | TcpControl.Fin | TcpControl.Ack, 2_000_000_001, 1_000_000_001, 1200);
        return PcapWriter.Write(LinkType.Ethernet, frames);
    }
}

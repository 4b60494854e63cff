using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Wire;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Bridges;

/// <summary>The display filter of every record shows, in tshark, the frames of that connection and no others; and tshark gives them the same Community ID.</summary>
public sealed class DisplayFilterTests : IDisposable
{
    /// <summary>More filters than this in one capture are a sample: each filter is tried on each frame.</summary>
    const int MaxFilters = 1000;

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All stories in one file a vantage: four-tuples come back, some while a SYN meets the life before.</summary>
    [Theory]
    [InlineData("client")]
    [InlineData("middle")]
    [InlineData("server")]
    public void Every_story_is_shown_by_its_filter(string vantage)
    {
        RequireTshark();
        string merged = Path.Combine(_folder, "stories.pcap");
        string[] stories = [.. Directory.GetFiles(Repository.Captures, $"{vantage}.pcap", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Tool.Run("mergecap", ["-F", "nsecpcap", "-w", merged, .. stories]);
        Assert.True(Check(merged) > stories.Length * 9 / 10);
    }

    [Theory]
    [InlineData("ab-puzzle/client.pcap.zst")]
    [InlineData("half-open-new-syn/middle.pcap")]
    [InlineData("syn-in-time-wait/middle.pcap")]
    public void A_four_tuple_that_comes_back_is_told_from_its_earlier_life(string capture)
    {
        RequireTshark();
        Assert.True(Check(Path.Combine(Repository.Captures, capture)) > 1);
    }

    /// <summary>public-captures.tsv names the sample: each feature of the index (link types, tunnels, tags, ways to close) is in one of them.</summary>
    [Fact]
    public void Public_captures_are_shown_by_their_filters()
    {
        string folder = SharedCaptures.FolderOrSkip();
        RequireTshark();
        List<string> wrong = [];
        int compared = 0;
        using var table = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Bridges", "public-captures.tsv"));
        foreach (Dictionary<string, string> row in SharedCaptures.Table(table).Where(row => File.Exists(Path.Combine(folder, row["file"]))))
        {
            Exception? difference = Record.Exception(() => compared += Check(Path.Combine(folder, row["file"])));
            if (difference is null != (row["difference"].Length == 0)) { wrong.Add($"{row["file"]}: {difference?.Message ?? "listed, but does not differ"}"); }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.SkipWhen(compared == 0, "none of the sample's captures is here");
    }

    [Fact]
    public void Two_hosts_that_serve_each_other_on_one_port_are_kept_apart()
    {
        RequireTshark();
        Check(Write("peers.pcap", Exchange("10.0.0.1:40000", "10.0.0.2:2380", 0), Exchange("10.0.0.2:40000", "10.0.0.1:2380", 500_000)));
        Check(Write("equal-ports.pcap", Exchange("10.0.0.1:179", "10.0.0.2:179", 0), Exchange("10.0.0.1:40000", "10.0.0.2:179", 500_000)));
        Check(Write("itself.pcap", Exchange("127.0.0.1:40000", "127.0.0.1:80", 0), Exchange("127.0.0.1:40000", "127.0.0.2:80", 500_000)));
        Check(Write("v6.pcap", Exchange("[2001:db8::1]:40000", "[2001:db8::2]:2380", 0), Exchange("[2001:db8::2]:40000", "[2001:db8::1]:2380", 500_000)));
    }

    /// <summary>An ICMP error quotes the headers of the segment it is about; Wireshark shows them under the same names.</summary>
    [Fact]
    public void A_segment_quoted_in_an_ICMP_error_is_not_shown()
    {
        RequireTshark();
        MemoryFrame[] frames = Exchange("10.0.0.1:40000", "10.0.0.2:80", 0);
        byte[] quoted = frames[1].Data[14..];
        byte[] icmp =
        [
            .. frames[0].Data[..14], 0x45, 0, 0, (byte)(28 + quoted.Length), 0, 1, 0, 0, 64, 1, 0, 0, 10, 0, 0, 2, 10, 0, 0, 1, 3, 1, 0, 0, 0, 0, 0, 0, .. quoted,
        ];
        string path = Write("icmp.pcap", [.. frames[..2], frames[1] with { Data = icmp, WireLength = (uint)icmp.Length }, .. frames[2..]]);
        Check(path);
        string report = WiresharkFilter.ToText(Assert.Single(OwnedFrames.Trace(path).Reports));
        Assert.Contains(3, TsharkView.Of(path, [report.Replace(" && !icmp", "", StringComparison.Ordinal)]).Shown(0)); // without the guard it is
    }

    /// <summary>Frame numbers count per file; times do not.</summary>
    [Fact]
    public void A_connection_that_spans_files_is_shown_in_each_by_its_times()
    {
        RequireTshark();
        MemoryFrame[] first = Exchange("10.0.0.1:40000", "10.0.0.2:80", 0), second = Exchange("10.0.0.1:40000", "10.0.0.2:80", 70_000_000_001, isn: 9_000_000);
        string one = Write("1.pcap", first[..4]), other = Write("2.pcap", [.. first[4..], .. second]);
        OwnedFrames owned = OwnedFrames.Trace(one, other);
        Assert.Equal(2, owned.Reports.Count);
        foreach (ConnectionReport report in owned.Reports)
        {
            foreach ((string path, int file) in new[] { (one, 0), (other, 1) })
            {
                long[] expected = [.. owned.Of(report).Where(frame => frame.File == file).Select(frame => frame.Number)];
                bool here = report.FirstFrame.File == file || report.FirstFrame.File != report.LastFrame.File;
                if (here) { Assert.Equal(expected, TsharkView.Of(path, [WiresharkFilter.ToText(report)]).Shown(0)); }
            }
        }
    }

    static void RequireTshark() => Needs.Programs("tshark", "mergecap");

    /// <summary>Compares every filter, or a sample, and gives their number.</summary>
    static int Check(string capture)
    {
        OwnedFrames owned = OwnedFrames.Trace(capture);
        int step = 1 + (owned.Reports.Count / MaxFilters);
        ConnectionReport[] reports = [.. owned.Reports.Where((_, i) => i % step == 0)];
        TsharkView view = TsharkView.Of(capture, [.. reports.Select(WiresharkFilter.ToText)]);
        for (int i = 0; i < reports.Length; i++)
        {
            long[] frames = [.. owned.Of(reports[i]).Select(frame => frame.Number)];
            string where = string.Create(CultureInfo.InvariantCulture, $"{capture} {reports[i].FirstFrame} {WiresharkFilter.ToText(reports[i])}\n");
            Assert.Equal(where + string.Join(' ', frames), where + string.Join(' ', view.Shown(i)));
            string id = CommunityId.ToText(reports[i].Initiator, reports[i].Responder);
            Assert.All(frames, frame => Assert.Contains(id, view.CommunityIds(frame)));
        }
        return reports.Length;
    }

    string Write(string name, params MemoryFrame[][] exchanges)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, PcapWriter.Write(LinkType.Ethernet, [.. exchanges.SelectMany(frames => frames).OrderBy(frame => frame.TimestampNs)]));
        return path;
    }

    /// <summary>Handshake, data, and the responder closes first: eight frames, a millisecond apart.</summary>
    static MemoryFrame[] Exchange(string initiator, string responder, long startNs, uint isn = 1000)
    {
        Endpoint client = SampleReports.At(initiator), server = SampleReports.At(responder);
        (bool FromClient, TcpControl Control, uint Seq, uint Ack, int Payload)[] segments =
        [
            (true, TcpControl.Syn, isn, 0, 0),
            (false, TcpControl.Syn | TcpControl.Ack, 500, isn + 1, 0),
            (true, TcpControl.Ack, isn + 1, 501, 0),
            (true, TcpControl.Ack | TcpControl.Psh, isn + 1, 501, 90),
            (false, TcpControl.Ack | TcpControl.Fin, 501, isn + 91, 0),
            (true, TcpControl.Ack, isn + 91, 502, 0),
            (true, TcpControl.Ack | TcpControl.Fin, isn + 91, 502, 0),
            (false, TcpControl.Ack, 502, isn + 92, 0),
        ];
        return [.. segments.Select((s, i) => Frame(startNs + (i * 1_000_000), s.FromClient ? client : server, s.FromClient ? server : client, s.Control, s.Seq, s.Ack, s.Payload))];
    }

    static MemoryFrame Frame(long afterNs, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack, int payload)
    {
        var segment = new Segment
        {
            TimestampNs = SampleReports.Epoch + afterNs,
            Source = from,
            Destination = to,
            Control = control,
            Seq = new SequenceNumber(seq),
            Ack = new SequenceNumber(ack),
            PayloadLength = payload,
            Window = 64240,
            HopLimit = 64,
        };
        byte[] octets = FrameWriter.Write(segment, LinkType.Ethernet, 0);
        return new MemoryFrame(segment.TimestampNs, (uint)octets.Length, octets);
    }
}

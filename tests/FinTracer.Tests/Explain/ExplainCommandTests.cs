using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Ladders;
using FinTracer.Segments;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Wire;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary><c>fintracer explain</c> as a user runs it.</summary>
public sealed class ExplainCommandTests
{
    /// <summary>What the framework sends to every terminal first.</summary>
    const string KeypadMode = "\u001b[?1h\u001b=";

    const string Capture = "captures/time-wait-assassinated/server.pcap";
    const string Reused = "captures/time-wait-reused-by-client/client.pcap";

    [Fact]
    public void A_connection_is_the_same_by_number_by_frame_and_by_four_tuple()
    {
        var (exit, byId, error) = Fintracer.Run("explain", Capture, "--connection", "1");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("provoked by frame 12", byId, StringComparison.Ordinal);
        Assert.Equal(byId, Fintracer.Run("explain", Capture, "--frame", "7").Output);
        Assert.Equal(byId, Fintracer.Run("explain", Capture, "--tuple", "10.47.2.2:80-10.47.1.2:40001").Output);
        Assert.DoesNotContain('\u001b', byId);
    }

    [Fact]
    public void Every_life_of_a_four_tuple_is_shown()
    {
        string both = Fintracer.Run("explain", Reused, "--tuple", "10.54.1.2:40001-10.54.2.2:80").Output;
        Assert.Equal(Fintracer.Run("explain", Reused, "-c", "1").Output + "\n" + Fintracer.Run("explain", Reused, "--frame", "20").Output, both);
    }

    [Theory]
    [InlineData("--connection", "99")]
    [InlineData("--frame", "4000")]
    [InlineData("--tuple", "10.0.0.1:1-10.0.0.2:2")]
    [InlineData("--tuple", "10.0.0.1-10.0.0.2")]
    [InlineData("--frame", "none")]
    [InlineData("--connection", "0")]
    public void What_is_not_there_is_one_line_and_2(string option, string value)
    {
        var (exit, output, error) = Fintracer.Run("explain", Capture, option, value);
        Assert.Equal((2, ""), (exit, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Exactly_one_choice_must_be_made()
    {
        Assert.Equal(2, Fintracer.Run("explain", Capture).ExitCode);
        Assert.Equal(2, Fintracer.Run("explain", Capture, "-c", "1", "--frame", "1").ExitCode);
    }

    [Fact]
    public async Task Standard_input_serves_for_a_four_tuple()
    {
        using var process = Fintracer.Start("explain", "-", "--tuple", "10.47.2.2:80-10.47.1.2:40001");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, Capture)));
        process.StandardInput.Close();
        Assert.Equal(Fintracer.Run("explain", Capture, "-c", "1").Output, await output);
        Assert.Equal(2, Fintracer.Run("explain", "-", "-c", "1").ExitCode);
    }

    [Fact]
    public void A_drawing_is_XML_with_an_arrow_for_each_segment()
    {
        XDocument drawing = XDocument.Parse(Fintracer.Run("explain", Capture, "-c", "1", "--format", "svg").Output);
        Assert.Equal(13, drawing.Descendants().Count(element => ((string?)element.Attribute("class"))?.StartsWith("arrow", StringComparison.Ordinal) == true));
        Assert.Single(drawing.Descendants(), element => (string?)element.Attribute("class") == "tie");
    }

    [Fact]
    public void A_page_may_load_and_run_nothing()
    {
        string page = Fintracer.Run("explain", Capture, "-c", "1", "--format", "html").Output;
        Assert.Contains("default-src 'none'; style-src 'sha256-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_document_names_what_was_proved()
    {
        using var document = JsonDocument.Parse(Fintracer.Run("explain", Capture, "-c", "1", "--format", "json").Output);
        JsonElement ladder = document.RootElement.GetProperty("ladders")[0];
        JsonElement[] steps = [.. ladder.GetProperty("steps").EnumerateArray()];
        Assert.Equal(13, steps.Length);
        Assert.Equal("fintracer/connection/1", ladder.GetProperty("connection").GetProperty("schema").GetString());
        string[] Facts(int frame) => [.. steps[frame - 1].GetProperty("facts").EnumerateArray().Select(fact => fact.GetString()!)];
        Assert.Equal(["first_fin"], Facts(8));
        Assert.Equal(["first_fin", "acknowledges_fin"], Facts(9));
        Assert.Equal(["acknowledges_fin", "ends_connection", "sender_enters_time_wait"], Facts(10));
        Assert.Equal(["retransmission", "late"], Facts(11));
        Assert.Equal(["sender_restarts_time_wait"], Facts(12));
        Assert.Equal(["kills_time_wait", "reset"], Facts(13));
    }

    [Fact]
    public void A_long_transfer_is_folded_unless_all_is_wanted()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("bulk.pcap", Bulk(segments: 3000));
        string folded = Fintracer.Run("explain", path, "-c", "1").Output;
        Assert.Contains("2,996 data segments, 2.99 MB, 2.99 s (frames 6-3001)", folded, StringComparison.Ordinal);
        Assert.True(folded.Split('\n').Length < 30);
        Assert.Equal(3007, Fintracer.Run("explain", path, "-c", "1", "--all").Output.Split('\n').Count(line => line.Contains("seq=", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_kept_of_a_transfer_does_not_grow_with_it()
    {
        using var folder = new TemporaryFolder();
        var log = new SegmentLog(keepAll: false);
        using IFrameSource source = FinTracer.Sources.InputSet.Open(FinTracer.Sources.InputSet.Expand([folder.Write("bulk.pcap", Bulk(segments: 20_000))]));
        _ = new TracePipeline(new TraceOptions(), listener: new Keeper(log)).Run(source, _ => { });
        Assert.True(log.Entries.Count < 1000, $"{log.Entries.Count} entries");
        Assert.Equal(20_007, log.Entries.Sum(entry => entry.Segments));
    }

    [Fact]
    public void A_terminal_is_given_pages_and_colours_and_lines_no_wider_than_it()
    {
        Needs.Programs("script");
        string program = Path.Combine(AppContext.BaseDirectory, "fintracer.dll"), capture = Path.Combine(Repository.Root, Capture);
        string shown = Tool.Run("script", "-qec", $"stty cols 100; TERM=xterm PAGER='sed s/^/PAGED:/' dotnet {program} explain {capture} -c 1", "/dev/null");
        string[] lines = shown.Replace("\r", "", StringComparison.Ordinal).Replace(KeypadMode, "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("PAGED:", line, StringComparison.Ordinal));
        Assert.Contains("\u001b[", shown, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(Visible(line).Length - "PAGED:".Length <= 100, line));
        Assert.DoesNotContain("PAGED:", Tool.Run("script", "-qec", $"PAGER='sed s/^/PAGED:/' dotnet {program} explain {capture} -c 1 --no-pager", "/dev/null"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_file_name_stays_text()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Of("<script>alert(1)<\u001b[31m>.pcap"), second = folder.Of("b.pcap");
        byte[] capture = File.ReadAllBytes(Path.Combine(Repository.Root, Capture));
        File.WriteAllBytes(first, capture);
        File.WriteAllBytes(second, Captures.ServerCloses(1));
        foreach (string format in (string[])["text", "svg", "html"])
        {
            string output = Fintracer.Run("explain", first, second, "--tuple", "10.47.2.2:80-10.47.1.2:40001", "--format", format).Output;
            Assert.DoesNotContain('\u001b', output);
            Assert.Contains("13", output, StringComparison.Ordinal);
            if (format != "text") { Assert.DoesNotContain("<script", output, StringComparison.OrdinalIgnoreCase); }
        }
    }

    static string Visible(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*m", "");

    /// <summary>Handshake, so many segments of 1,000 octets a millisecond apart, and an orderly close.</summary>
    static byte[] Bulk(int segments)
    {
        Endpoint client = SampleReports.At("10.0.0.1:40000"), server = SampleReports.At("10.0.0.2:80");
        List<MemoryFrame> frames = [];
        void Add(bool fromClient, TcpControl control, uint seq, uint ack, int payload = 0)
            => Captures.Add(frames, SampleReports.Epoch + (frames.Count * 1_000_000L), fromClient ? client : server, fromClient ? server : client, control, seq, ack, payload);

        Add(true, TcpControl.Syn, 0, 0);
        Add(false, TcpControl.Syn | TcpControl.Ack, 0, 1);
        Add(true, TcpControl.Ack, 1, 1);
        for (int i = 0; i < segments; i++) { Add(false, TcpControl.Ack, (uint)(1 + (1000 * i)), 1, 1000); }
        uint end = (uint)(1 + (1000 * segments));
        Add(false, TcpControl.Fin | TcpControl.Ack, end, 1);
        Add(true, TcpControl.Ack, 1, end + 1);
        Add(true, TcpControl.Fin | TcpControl.Ack, 1, end + 1);
        Add(false, TcpControl.Ack, end + 1, 2);
        return PcapWriter.Write(LinkType.Ethernet, frames);
    }

    sealed class Keeper(SegmentLog log) : ISegmentListener
    {
        long _ordinal;

        public void Observed(in Tracking.SegmentObservation observation) => log.Add(new LogEntry(_ordinal++, observation));

        public void SynMetConnection(FrameId attempt, FrameId connection)
        {
        }
    }
}

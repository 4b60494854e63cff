using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Findings;

/// <summary>
/// Every recorded story shows the findings that its plot (captures/README.md) holds, and no other: a finding that turns up where nobody would
/// want it is as wrong as one that is missing. What differs between vantages is what one of them cannot see.
/// </summary>
public sealed class StoryFindingTests
{
    static readonly string[] Vantages = ["client", "middle", "server"];

    public static TheoryData<string, string, string> Stories()
    {
        var stories = new TheoryData<string, string, string>();
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "tests/FinTracer.Tests/Findings/story-findings.tsv")).Where(line => !line.StartsWith('#')))
        {
            string[] fields = line.Split('\t');
            foreach (string vantage in fields[1] == "*" ? Vantages : [fields[1]]) { stories.Add(fields[0], vantage, fields[2]); }
        }
        return stories;
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_story_shows_what_its_plot_holds_and_nothing_else(string story, string vantage, string expected) =>
        Assert.Equal(expected, Describe(FindingsOf(Path.Combine(Repository.Root, "captures", story, vantage + ".pcap"), new SumsOptions())));

    [Fact]
    public void Every_story_is_in_the_list() =>
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(Repository.Root, "captures")).Where(path => File.Exists(Path.Combine(path, "client.pcap"))).Select(Path.GetFileName).Order(),
            Stories().Select(row => row.Data.Item1).Distinct().Order());

    /// <summary>The capture ends 64 ms after the FIN; who wants to be told so early can be.</summary>
    [Theory]
    [InlineData("client")]
    [InlineData("middle")]
    [InlineData("server")]
    public void A_leak_is_told_as_early_as_one_wants(string vantage)
    {
        FindingThresholds early = FindingThresholds.Default.With(FindingCode.CloseWaitLeak, new(1, 0, DurationNs: 0));
        string path = Path.Combine(Repository.Root, "captures/close-wait-leak", vantage + ".pcap");
        Assert.Equal("close-wait-leak:r", Describe(FindingsOf(path, new() { Thresholds = early })));
    }

    /// <summary>Each has its finding in numbers that are a little above the threshold; with a threshold above them it nearly has it.</summary>
    [Theory]
    [InlineData("close-wait-leak-long/server.pcap", FindingCode.CloseWaitLeak, 1, 0, 10.0, true)]
    [InlineData("close-wait-leak-long/server.pcap", FindingCode.CloseWaitLeak, 1, 0, 13.0, false)]
    [InlineData("close-wait-leak-long/server.pcap", FindingCode.CloseWaitLeak, 2, 0, 10.0, false)]
    [InlineData("fin-wait-2-pile-up/client.pcap", FindingCode.FinWait2PileUp, 12, 0, 10.0, true)]
    [InlineData("fin-wait-2-pile-up/client.pcap", FindingCode.FinWait2PileUp, 13, 0, 10.0, false)]
    [InlineData("fin-wait-2-pile-up/client.pcap", FindingCode.FinWait2PileUp, 12, 0, 15.0, false)]
    [InlineData("tap-overlooks-data/middle.pcap", FindingCode.CaptureLossy, 1, 0.75, null, true)]
    [InlineData("tap-overlooks-data/middle.pcap", FindingCode.CaptureLossy, 1, 0.76, null, false)]
    [InlineData("time-wait-pile-up/client.pcap.zst", FindingCode.TimeWaitPileUp, 520, 0, null, true)]
    [InlineData("time-wait-pile-up/client.pcap.zst", FindingCode.TimeWaitPileUp, 521, 0, null, false)]
    [InlineData("keepalive-race/client.pcap", FindingCode.KeepaliveRace, 2, 0, 1.0, true)]
    [InlineData("keepalive-race/client.pcap", FindingCode.KeepaliveRace, 2, 0, 1.1, false)]
    public void A_story_has_its_finding_up_to_its_own_numbers(string capture, FindingCode code, long connections, double share, double? seconds, bool has)
    {
        var threshold = new FindingThreshold(connections, share, seconds is { } length ? (long)(length * 1e9) : null);
        var options = new SumsOptions { Thresholds = FindingThresholds.Default.With(code, threshold) };
        Assert.Equal(has, FindingsOf(Path.Combine(Repository.Captures, capture), options).Any(finding => finding.Code == code));
    }

    static string Describe(IReadOnlyList<Finding> findings) => findings.Count == 0
        ? "none"
        : string.Join(' ', findings.Select(finding => Words.Of(finding.Code) + (finding.Side is { } side ? ":" + Words.Of(side)[0] : "")));

    static IReadOnlyList<Finding> FindingsOf(string path, SumsOptions options)
    {
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        var sums = new CaptureSums(options);
        TraceResult result = new TracePipeline(new TraceOptions { Threads = 1 }).Run(source, report => sums.Add(report));
        return sums.Summarize(default, result.LastTimeNs).Findings;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Findings;

/// <summary>What findings say, word by word: all those of the recorded stories, and those that no story has, as they were looked at once.</summary>
public sealed class FindingSentenceTests
{
    static readonly SumsOptions FewPorts = new() { FirstLocalPort = 32_768, LastLocalPort = 34_767 };

    readonly StringBuilder _text = new();
    readonly HashSet<FindingCode> _told = [];

    [Fact]
    public void Every_finding_says_what_was_accepted()
    {
        foreach (string folder in Directory.GetDirectories(Repository.Captures).Order(StringComparer.Ordinal))
        {
            string story = Path.GetFileName(folder);
            foreach (string file in (string[])["middle.pcap", "server.pcap.zst"])
            {
                if (File.Exists(Path.Combine(folder, file))) { Tell($"{story}/{file}", OfCapture(Path.Combine(folder, file), new())); }
            }
        }

        Tell("ports-run-out/client.pcap.zst, 2,000 ports", OfCapture(Path.Combine(Repository.Captures, "ports-run-out/client.pcap.zst"), FewPorts));
        Tell("segments of the initiator alone", Of([SampleReports.Open() with { ResponderSent = default }]));
        Tell("1,200 connections that their client closes, of 2,000 ports", Of(ClosedByClient(1200), FewPorts));
        Tell("2,000 of them, and then no more for ten seconds", Of(ClosedByClient(2000), FewPorts, endNs: SampleReports.Epoch + (50 * SampleReports.Second)));
        Tell("2,000 of them, given back a second later", Of(ClosedByClient(2000, SampleReports.Epoch + (41 * SampleReports.Second)), FewPorts, endNs: SampleReports.Epoch + (50 * SampleReports.Second)));
        Tell("2,000 of them, given back at once", Of(ClosedByClient(2000, SampleReports.Epoch + (40 * SampleReports.Second)), FewPorts, endNs: SampleReports.Epoch + (50 * SampleReports.Second)));
        Tell("connections refused at twelve services", Of(Scan(12)));
        Tell("packets dropped by the capturing system", Of([SampleReports.Open()], counts: new FrameCounts { DroppedBySystem = 7 }));
        Assert.Equal(Enum.GetValues<FindingCode>(), _told.Order());
        Golden.Check("Goldens/findings.txt", _text.ToString());
    }

    void Tell(string source, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            string side = finding.Side is { } role ? $", {Words.Of(role)}" : "";
            string evidence = string.Join(", ", finding.Evidence.Select(e => $"#{e.Connection} (frame {e.Frame.Number})"));
            _text.Append($"{source}\n  {Words.Of(finding.Code)}, weight {finding.Weight}{side}: {FindingText.Subject(finding)}\n");
            _text.Append($"  seen   {FindingText.Seen(finding)}\n  means  {FindingAdvice.Means(finding)}\n  do     {FindingAdvice.Do(finding)}\n  see    {evidence}\n\n");
            _told.Add(finding.Code);
        }
    }

    static IReadOnlyList<Finding> OfCapture(string path, SumsOptions options)
    {
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        var sums = new CaptureSums(options);
        TraceResult result = new TracePipeline(new TraceOptions { Threads = 1 }).Run(source, report => sums.Add(report));
        return sums.Summarize(default, result.LastTimeNs).Findings;
    }

    static IReadOnlyList<Finding> Of(IEnumerable<ConnectionReport> connections, SumsOptions? options = null, long? endNs = null, FrameCounts counts = default)
    {
        var sums = new CaptureSums(options ?? new());
        foreach (ConnectionReport connection in connections) { sums.Add(connection); }
        return sums.Summarize(counts, endNs).Findings;
    }

    /// <summary>Fifty connections a second, each from another port.</summary>
    static IEnumerable<ConnectionReport> ClosedByClient(int count, long? givenBackNs = null) => Enumerable.Range(0, count).Select(
        i => SampleReports.Open(i + 1, $"10.0.0.1:{32_768 + i}", startNs: SampleReports.Epoch + (i * 20 * SampleReports.Millisecond))
            .ClosedBy(Role.Initiator, givenBackNs is null ? TimeWaitEnding.Open : TimeWaitEnding.Assassinated, givenBackNs));

    static IEnumerable<ConnectionReport> Scan(int services) => Enumerable.Range(1, services).Select(
        port => SampleReports.Open(port, responder: $"10.0.0.2:{port}").WithReset(SampleReports.LateReset(ResetCause.Refused)) with { FirstFrame = new FrameId(0, (uint)port) });
}

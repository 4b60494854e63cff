using System;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Commands;
using FinTracer.Core.Tests.Findings;
using FinTracer.Findings;
using FinTracer.Live;
using FinTracer.Reporting;
using FinTracer.Reporting.Json;
using FinTracer.Tests.Reporting;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Live;

/// <summary>The end of a live capture: whoever makes the records, each connection is counted once.</summary>
public sealed class LastRecordsTests
{
    static readonly ConnectionReport[] s_connections =
        [.. Enumerable.Range(1, 6).Select(id => SampleReports.Open().ClosedBy(Role.Initiator) with { Id = id, Revision = (id % 2) + 1 })];

    [Theory]
    [InlineData("Table")]
    [InlineData("Json")]
    [InlineData("Html")]
    public void The_sums_of_all_workers_are_those_of_all_connections(string format)
    {
        var one = new CaptureSums(new());
        foreach (ConnectionReport connection in s_connections)
        {
            one.Add(connection);
        }

        var sums = new CaptureSums(new());
        Tell(System.Enum.Parse<ReportFormat>(format), new(), sums);
        Assert.Equal(one.Summarize().Total.Connections, sums.Summarize().Total.Connections);
        Assert.Equal(one.Summarize().Hosts.Select(host => (host.Address, host.TimeWait.Entered)), sums.Summarize().Hosts.Select(host => (host.Address, host.TimeWait.Entered)));
    }

    [Theory]
    [InlineData("Ndjson")]
    [InlineData("Csv")]
    public void Lines_for_programs_have_no_sums_and_keep_their_revisions(string format)
    {
        var sums = new CaptureSums(new());
        string written = Tell(System.Enum.Parse<ReportFormat>(format), new(), sums);
        Assert.Equal(0, sums.Summarize().Total.Connections);
        Assert.Equal(s_connections.Select(c => $"\"revision\":{c.Revision},\"final\":true"), written.Split('\n')[..^1].Select(line => line[line.IndexOf("\"revision\"", System.StringComparison.Ordinal)..line.IndexOf(",\"wireshark", System.StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_document_has_no_revisions()
    {
        string document = Tell(ReportFormat.Json, new(), new(new()));
        Assert.Equal(s_connections.Length, document.Split("\"wireshark_filter\"").Length - 1);
        Assert.DoesNotContain("revision", document);
    }

    [Fact]
    public void Connections_are_decided_when_they_are_told_of_first()
    {
        var totals = new LiveTotals();
        Tell(ReportFormat.Ndjson, totals, new(new()));
        Assert.Equal(s_connections.Count(c => c.Revision == 1), totals.Connections);
    }

    /// <summary>Two workers make a piece each, the second first.</summary>
    static string Tell(ReportFormat format, LiveTotals totals, CaptureSums sums)
    {
        using var stream = new MemoryStream();
        using var writer = new GuardedWriter(format == ReportFormat.Json ? new JsonReportWriter(stream, Writing.OneName) : new NdjsonWriter(stream, Writing.OneName), "out");
        var stage = new LastRecords(new(format), workers: 2, new(), writer, totals);
        object second = stage.Prepare(1, s_connections.AsSpan(3));
        object first = stage.Prepare(0, s_connections.AsSpan(0, 3));
        stage.Deliver(first);
        stage.Deliver(second);
        stage.AddSumsTo(sums);
        if (format == ReportFormat.Json) { writer.End(new ReportSummary { Inputs = [], Counts = default, Sums = sums.Summarize() }); }
        writer.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

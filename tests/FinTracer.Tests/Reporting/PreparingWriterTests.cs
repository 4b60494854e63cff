using System;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Html;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Tables;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Reporting;

/// <summary>What is prepared in pieces, the later one first, and delivered in order is what is written one after the other.</summary>
public sealed class PreparingWriterTests
{
    const int Piece = 3;

    // Lines tell of some of them and not of others; a page numbers its sentences as they come.
    static readonly ConnectionReport[] s_connections =
    [
        Open(), Open(2).ClosedBy(Role.Initiator), Open(3).ClosedBy(Role.Responder) with { Revision = 2 }, Open(4).WithReset(LateReset()) with { Revision = 3, Final = false },
        Open(5).ClosedBy(Role.Initiator) with { Revision = 4, Evicted = true }, Open(6) with { Revision = 2 }, Open(7).ClosedBy(Role.Responder),
    ];

    [Theory]
    [InlineData("Table")]
    [InlineData("Html")]
    [InlineData("Json")]
    [InlineData("Ndjson")]
    public void Pieces_prepared_in_any_order_make_the_same_report(string name)
    {
        ReportFormat format = Enum.Parse<ReportFormat>(name);
        string whole = Written(format, writer =>
        {
            foreach (ConnectionReport connection in s_connections) { writer.Connection(connection); }
        });
        string pieces = Written(format, writer =>
        {
            object[] prepared = [.. s_connections.Chunk(Piece).Reverse().Select(piece => writer.Prepare(piece)).ToArray().Reverse()];
            foreach (object piece in prepared) { writer.Deliver(piece); }
        });
        Assert.Contains("10.0.0.1", whole, StringComparison.Ordinal);
        Assert.Equal(whole, pieces);
    }

    static string Written(ReportFormat format, Action<IPreparingWriter> write)
    {
        using var stream = new MemoryStream();
        using IPreparingWriter writer = format switch
        {
            ReportFormat.Table => new LiveLines(stream, Writing.OneName, new(0, null, Colors: false)),
            ReportFormat.Html => new HtmlReportWriter(stream, Writing.OneName),
            ReportFormat.Json => new JsonReportWriter(stream, Writing.OneName),
            _ => new NdjsonWriter(stream, Writing.OneName),
        };
        write(writer);
        writer.End(new ReportSummary { Inputs = [], Counts = default, Sums = new CaptureSums(new()).Summarize() });
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

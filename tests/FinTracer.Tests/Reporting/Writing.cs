using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Csv;
using FinTracer.Reporting.Html;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Reporting;

/// <summary>Runs writers over reports made by hand.</summary>
static class Writing
{
    public static CaptureInput[] OneInput { get; } = [InputOf("trace.pcap")];

    public static CaptureInput[] TwoInputs { get; } = [InputOf("part1.pcap"), InputOf("part2.pcap")];

    public static InputNames OneName => new(OneInput);

    public static CaptureInput InputOf(string name) => new(name)
    {
        Format = "pcap",
        Frames = 12,
        OctetsRead = 1234,
        FirstTimestampNs = Core.Tests.Findings.SampleReports.Epoch,
        LastTimestampNs = Core.Tests.Findings.SampleReports.Epoch + (5 * Core.Tests.Findings.SampleReports.Second),
    };

    public static string Ndjson(IEnumerable<ConnectionReport> connections, CaptureInput[]? inputs = null) =>
        Write((stream, names) => new NdjsonWriter(stream, names), connections, inputs ?? OneInput);

    public static string Json(IEnumerable<ConnectionReport> connections, CaptureInput[]? inputs = null) =>
        Write((stream, names) => new JsonReportWriter(stream, names), connections, inputs ?? OneInput);

    public static string Csv(IEnumerable<ConnectionReport> connections, CaptureInput[]? inputs = null, bool revisions = false) =>
        Write((stream, names) => new CsvReportWriter(stream, names, revisions), connections, inputs ?? OneInput);

    public static string Html(IEnumerable<ConnectionReport> connections, CaptureInput[]? inputs = null) =>
        Write((stream, names) => new HtmlReportWriter(stream, names), connections, inputs ?? OneInput);

    public static string Table(IEnumerable<ConnectionReport> connections, TableOptions options, CaptureInput[]? inputs = null, Func<ReportSummary, ReportSummary>? change = null) =>
        Write((stream, names) => new TableReportWriter(stream, names, options), connections, inputs ?? OneInput, change);

    /// <summary>The NDJSON record of one connection, parsed.</summary>
    public static JsonElement Record(ConnectionReport connection, CaptureInput[]? inputs = null)
    {
        using JsonDocument document = JsonDocument.Parse(Ndjson([connection], inputs));
        return document.RootElement.Clone();
    }

    static string Write(
        Func<Stream, InputNames, IReportWriter> create, IEnumerable<ConnectionReport> connections, CaptureInput[] inputs, Func<ReportSummary, ReportSummary>? change = null)
    {
        using var stream = new MemoryStream();
        WriteTo(stream, create, connections, inputs, change);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes a whole report.</summary>
    public static void WriteTo(
        Stream stream, Func<Stream, InputNames, IReportWriter> create, IEnumerable<ConnectionReport> connections, CaptureInput[] inputs, Func<ReportSummary, ReportSummary>? change = null)
    {
        using IReportWriter writer = create(stream, new InputNames(inputs));
        var sums = new CaptureSums(new SumsOptions());
        foreach (ConnectionReport connection in connections)
        {
            sums.Add(connection);
            writer.Connection(connection);
        }
        var summary = new ReportSummary { Inputs = inputs, Counts = new FrameCounts { Frames = 12, TcpSegments = 10, NotTcp = 2 }, Sums = sums.Summarize() };
        writer.End(change is null ? summary : change(summary));
    }
}

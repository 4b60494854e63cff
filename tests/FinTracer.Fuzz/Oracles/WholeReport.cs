using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using FinTracer.Capture;
using FinTracer.Decoding;
using FinTracer.Findings;
using FinTracer.Reporting;
using FinTracer.Reporting.Csv;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Sources;

namespace FinTracer.Fuzz.Oracles;

/// <summary>Runs a source through the pipeline into all writers and checks what must hold of every report.</summary>
static class WholeReport
{
    static readonly PacketDotNetLinkDecoder Foreign = new();

    static readonly TraceOptions Options = new() { HashSeed = 1, Decoding = new() { MaxFragmentedDatagrams = 16 } };

    // Undivided, and with so little room that connections have to leave.
    static readonly TraceOptions Narrow = Options with { MaxConnections = 4 };

    /// <summary>The whole way with one writer only.</summary>
    public static void Glance(IFrameSource source)
    {
        using var writer = new NdjsonWriter(Stream.Null, new InputNames(source.Inputs));
        long connections = 0;
        TraceResult result = new TracePipeline(Narrow, Foreign).Run(source, connection =>
        {
            connections++;
            writer.Connection(connection);
        });
        CheckTotals(result, source.Inputs, connections);
    }

    /// <summary>The report as one JSON document.</summary>
    public static string Of(IFrameSource source)
    {
        var names = new InputNames(source.Inputs);
        MemoryStream[] outputs = [new(), new(), new(), new()];
        IReportWriter[] writers =
        [
            new JsonReportWriter(outputs[0], names), new NdjsonWriter(outputs[1], names), new CsvReportWriter(outputs[2], names),
            new TableReportWriter(outputs[3], names, new TableOptions(50, null, false)),
        ];
        var sums = new CaptureSums(new SumsOptions());
        long connections = 0;
        TraceResult result = new TracePipeline(Options, Foreign).Run(source, connection =>
        {
            connections++;
            sums.Add(connection);
            foreach (IReportWriter writer in writers) { writer.Connection(connection); }
        });
        CheckTotals(result, source.Inputs, connections);
        ReportSummary summary = new() { Inputs = source.Inputs, Counts = CountsOf(result), Sums = sums.Summarize() };
        Require.Equal(connections, summary.Sums.Total.Connections, "connections in the sums");
        for (int i = 0; i < writers.Length; i++)
        {
            writers[i].End(summary);
            writers[i].Dispose();
            PlainOutput.Check(outputs[i].GetBuffer().AsSpan(0, (int)outputs[i].Length), writers[i].GetType().Name);
        }
        return Encoding.UTF8.GetString(outputs[0].ToArray());
    }

    static void CheckTotals(TraceResult result, IReadOnlyList<CaptureInput> inputs, long connections)
    {
        long frames = 0, outcomes = 0;
        foreach (CaptureInput input in inputs) { frames += input.Frames; }
        foreach (DecodeOutcome outcome in Enum.GetValues<DecodeOutcome>()) { outcomes += result[outcome]; }
        Require.Equal(frames, result.Frames, "frames read and frames counted");
        Require.Equal(result.Frames, outcomes, "frames and the reasons they were counted under");
        Require.Equal(connections, result.Connections, "connections reported and counted");
        Require.That(result.Strays + result.DuplicateFrames <= result.Segments, "more strays and duplicates than segments");
    }

    static FrameCounts CountsOf(TraceResult result) => new()
    {
        Frames = result.Frames,
        TcpSegments = result.Segments,
        NotTcp = result[DecodeOutcome.NotTcp],
        Fragments = result[DecodeOutcome.Fragment],
        Truncated = result[DecodeOutcome.Truncated],
        Undecodable = result[DecodeOutcome.Malformed] + result[DecodeOutcome.UnknownLinkType] + result[DecodeOutcome.TooDeep],
        Duplicates = result.DuplicateFrames,
        BadChecksums = result.BadChecksums,
        Strays = result.Strays,
    };
}

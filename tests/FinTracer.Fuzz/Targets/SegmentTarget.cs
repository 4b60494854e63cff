using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Flows;
using FinTracer.Fuzz.Inputs;
using FinTracer.Fuzz.Oracles;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Fuzz.Targets;

/// <summary>
/// Conversations nobody would hold, straight into the engine: every segment is in one report at most, and dividing the work by four-tuple
/// changes none.
/// </summary>
sealed class SegmentTarget : IFuzzTarget
{
    static readonly TraceOptions Options = new() { HashSeed = 1 };

    public string Name => "segment";

    public void Run(ReadOnlySpan<byte> input)
    {
        List<Segment> segments = PackedSegments.Unpack(input);
        if (segments.Count == 0) { return; }
        long before = GC.GetAllocatedBytesForCurrentThread();
        List<string> whole = Play(segments, segments);
        Memory.Check(before, input.Length * 40);
        var parts = segments.GroupBy(segment => FlowKey.Of(segment)).SelectMany(part => Play([.. part], segments));
        Require.SameText(Sorted(whole), Sorted(parts), "the work divided by four-tuple gives other reports");
    }

    static List<string> Play(List<Segment> segments, List<Segment> all)
    {
        List<ConnectionReport> reports = [];
        var engine = new ConnectionEngine(Options, reports.Add);
        foreach (Segment segment in segments) { engine.Observe(segment); }
        engine.Complete(all.Max(segment => segment.TimestampNs));
        Require.Equal(0, engine.Held, "connections held after the end");
        Check(reports, segments);
        return ReportLines.Of(reports);
    }

    static void Check(List<ConnectionReport> reports, List<Segment> segments)
    {
        var ids = new HashSet<long>();
        long counted = 0;
        foreach (ConnectionReport report in reports)
        {
            Require.That(ids.Add(report.Id), "an id given twice");
            Require.That(report.FirstFrame <= report.LastFrame, "a connection that ends before it begins");
            Require.That(report.ResetCount >= report.Resets.Count && report.LateSegmentCount >= report.LateSegments.Count, "more listed than counted");
            counted += report.InitiatorSent.Segments + report.ResponderSent.Segments + report.InitiatorSent.DuplicateFrames + report.ResponderSent.DuplicateFrames;
        }
        Require.That(counted <= segments.Count, $"{counted} segments in the reports, {segments.Count} in the input");
    }

    static string Sorted(IEnumerable<string> lines) => string.Concat(lines.Order(StringComparer.Ordinal));
}

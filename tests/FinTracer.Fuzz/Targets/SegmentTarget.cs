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
/// Conversations nobody would hold, straight into the engine: every segment is in one report at most, and neither dividing the work by four-tuple
/// nor freeing memory early changes any.
/// </summary>
sealed class SegmentTarget : IFuzzTarget
{
    static readonly TraceOptions Options = new() { HashSeed = 1 };

    // Whatever does not stir is put away at once.
    static readonly TraceOptions Forgetful = Options with { AtHand = 0 };

    public string Name => "segment";

    public int Longest => 512;

    public void Run(ReadOnlySpan<byte> input)
    {
        List<Segment> segments = PackedSegments.Unpack(input);
        if (segments.Count == 0) { return; }
        long before = GC.GetAllocatedBytesForCurrentThread();
        List<string> whole = ReportLines.Of(Play(segments, segments));
        Memory.Check(before, input.Length * 40);
        var parts = segments.GroupBy(segment => FlowKey.Of(segment)).SelectMany(part => ReportLines.Of(Play([.. part], segments)));
        Require.SameText(Sorted(whole), Sorted(parts), "the work divided by four-tuple gives other reports");
        Require.SameText(Sorted(whole), Sorted(ReportLines.Of(Play(segments, segments, forgetful: true))), "freeing memory as early as can be gives other reports");
    }

    public void Glance(ReadOnlySpan<byte> input)
    {
        List<Segment> segments = PackedSegments.Unpack(input);
        if (segments.Count > 0) { Play(segments, segments); }
    }

    static List<ConnectionReport> Play(List<Segment> segments, List<Segment> all, bool forgetful = false)
    {
        List<ConnectionReport> reports = [];
        var engine = new ConnectionEngine(forgetful ? Forgetful : Options, reports.Add);
        long[] awaited = forgetful ? EarliestFrom(segments) : [];
        for (int i = 0; i < segments.Count; i++)
        {
            engine.Observe(segments[i]);
            if (i + 1 >= awaited.Length) { continue; }
            // Twice: what has not stirred since the first is put away by the second.
            engine.AdvanceClock(awaited[i + 1]);
            engine.AdvanceClock(awaited[i + 1]);
        }
        engine.Complete(all.Max(segment => segment.TimestampNs));
        Require.Equal(0, engine.Held, "connections held after the end");
        Check(reports, segments);
        return reports;
    }

    /// <summary>At each segment: before which time no more is to come.</summary>
    static long[] EarliestFrom(List<Segment> segments)
    {
        long[] earliest = new long[segments.Count];
        long least = long.MaxValue;
        for (int i = segments.Count - 1; i >= 0; i--) { earliest[i] = least = Math.Min(least, segments[i].TimestampNs); }
        return earliest;
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

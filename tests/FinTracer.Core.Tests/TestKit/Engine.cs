using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit;

/// <summary>The one place where the tests touch the engine's entries.</summary>
public static class Engine
{
    /// <summary>Traces segments in order; the reports in the order of their first frames.</summary>
    public static IReadOnlyList<ConnectionReport> Trace(IEnumerable<Segment> segments, EngineOptions? options = null)
    {
        var reports = new List<ConnectionReport>();
        var engine = new ConnectionEngine(options?.Trace ?? new(), reports.Add);
        long end = long.MinValue;
        foreach (var segment in segments)
        {
            engine.Observe(segment);
            end = Math.Max(end, segment.TimestampNs);
        }

        engine.Complete(Math.Max(end, options?.CaptureEndNs ?? end));
        return Ordered(reports);
    }

    /// <summary>Traces frames in order; the reports in the order of their first frames.</summary>
    public static IReadOnlyList<ConnectionReport> TraceFrames(IFrameSource source, EngineOptions? options = null)
    {
        var reports = new List<ConnectionReport>();
        var trace = options?.Trace ?? new();
        new TracePipeline(trace with { CaptureEndNs = options?.CaptureEndNs ?? trace.CaptureEndNs }).Run(source, reports.Add);
        return Ordered(reports);
    }

    /// <summary>An engine to be fed segment by segment.</summary>
    public static ConnectionEngine Start(Action<ConnectionReport> onReport) => new(new TraceOptions { HashSeed = 1 }, onReport);

    static List<ConnectionReport> Ordered(List<ConnectionReport> reports) => [.. reports.OrderBy(r => r.FirstFrame)];
}

using System;
using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Tests.TestKit;

/// <summary>The one place where the tests touch the engine's entries.</summary>
public static class Engine
{
    /// <summary>True when segments can be traced.</summary>
    public static bool TracesSegments => false;

    /// <summary>True when frames can be traced.</summary>
    public static bool TracesFrames => false;

    /// <summary>What is to be said when a test has to wait.</summary>
    public const string Waiting = "the engine is not part of this build yet";

    /// <summary>Traces segments in order; the reports in the order of their first frames.</summary>
    public static IReadOnlyList<ConnectionReport> Trace(IEnumerable<Segment> segments, EngineOptions? options = null) =>
        throw new NotSupportedException(Waiting);

    /// <summary>Traces frames in order; the reports in the order of their first frames.</summary>
    public static IReadOnlyList<ConnectionReport> TraceFrames(IFrameSource source, EngineOptions? options = null) =>
        throw new NotSupportedException(Waiting);
}

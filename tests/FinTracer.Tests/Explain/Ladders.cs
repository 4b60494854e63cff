using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Reporting.Ladders;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Sources;

namespace FinTracer.Tests.Explain;

/// <summary>Ladders as the program makes them, without the program.</summary>
static class Ladders
{
    /// <summary>Every life of a four-tuple in a capture.</summary>
    public static IReadOnlyList<Ladder> Of(string path, Endpoint one, Endpoint other, bool all = true)
    {
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        var recorder = new LadderRecorder(new LadderTarget(one, other), new InputNames(source.Inputs), all);
        _ = new TracePipeline(new TraceOptions(), listener: recorder).Run(source, recorder.Decided);
        return recorder.Ladders;
    }

    /// <summary>The segments of a ladder.</summary>
    public static IEnumerable<Rung> Rungs(this Ladder ladder) => ladder.Steps.OfType<Rung>();

    /// <summary>The lines of a ladder as text that stand for its segments and what follows them, without frames and times.</summary>
    public static string[] Lines(Ladder ladder)
    {
        using var text = new StringWriter();
        new LadderText(text, default, new InputNames([])).Write(ladder);
        string[] lines = text.ToString().Split('\n');
        int heading = System.Array.FindIndex(lines, line => line.TrimStart().StartsWith("frame ", System.StringComparison.Ordinal));
        return [.. lines[(heading + 1)..].Where(line => line.Length > 0).Select(line => line[33..].TrimEnd())];
    }
}

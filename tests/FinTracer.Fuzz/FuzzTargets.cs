using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Fuzz.Targets;

namespace FinTracer.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
public static class FuzzTargets
{
    /// <summary>The targets, the innermost first.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new ReaderTarget("pcap", CaptureFormat.Pcap),
        new ReaderTarget("pcapng", CaptureFormat.Pcapng),
        new FrameTarget(),
        new SegmentTarget(),
        new ReportTarget(),
        new FilterTarget(),
        new WhereTarget(),
    ];

    /// <summary>The target of that name.</summary>
    public static IFuzzTarget Find(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"no such target: {name}; there are {string.Join(", ", All.Select(target => target.Name))}");
}

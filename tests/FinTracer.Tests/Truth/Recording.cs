using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Lab.Truth;
using FinTracer.Sources;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>A story played in one cell: the kernel's account, and what FinTracer says at each vantage.</summary>
sealed class Recording
{
    /// <summary>The cell that lies in the story's own folder: IPv4, time stamps, 10 ms each way.</summary>
    public const string UsualCell = "usual";

    Recording(string cell, string folder)
    {
        Cell = cell;
        Truth = TruthFile.Read(Path.Combine(folder, "truth.json"));
        Wires = Truth.Captures.ToDictionary(c => c.Key, c => new Lazy<Wire>(() => new Wire(Path.Combine(folder, c.Value), Truth.ServerPort)));
        Reports = Truth.Captures.ToDictionary(c => c.Key, c => (IReadOnlyList<ConnectionReport>)Trace(Path.Combine(folder, c.Value)));
    }

    /// <summary>The stories with a list of connections.</summary>
    public static IEnumerable<string> Stories => Folders.Where(f => !IsBig(f)).Select(f => Path.GetFileName(f)!);

    /// <summary>The stories that the kernel only counts.</summary>
    public static IEnumerable<string> BigStories => Folders.Where(IsBig).Select(f => Path.GetFileName(f)!);

    public string Cell { get; }

    public TruthFile Truth { get; }

    /// <summary>By vantage: client, middle, server.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ConnectionReport>> Reports { get; }

    /// <summary>By vantage: the captured segments as the lab reads them.</summary>
    public IReadOnlyDictionary<string, Lazy<Wire>> Wires { get; }

    static IEnumerable<string> Folders =>
        Directory.EnumerateDirectories(Repository.Captures).Where(f => File.Exists(Path.Combine(f, "truth.json"))).Order(StringComparer.Ordinal);

    /// <summary>A story in all cells in which it was recorded, the usual one first.</summary>
    public static IEnumerable<Recording> Of(string story)
    {
        string folder = Path.Combine(Repository.Captures, story);
        yield return In(folder, UsualCell);
        foreach (string cell in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            yield return In(cell, Path.GetFileName(cell));
        }
    }

    /// <summary>What lies in a folder, played in a cell that is named by its folder below a story's own.</summary>
    public static Recording In(string folder, string cell) => new(cell, folder);

    /// <summary>What FinTracer makes of a capture.</summary>
    public static List<ConnectionReport> Trace(string path)
    {
        List<ConnectionReport> reports = [];
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        _ = new TracePipeline(new TraceOptions()).Run(source, reports.Add);
        return reports;
    }

    // Only the big ones have compressed captures.
    static bool IsBig(string folder) => Directory.EnumerateFiles(folder, "*.zst").Any();
}

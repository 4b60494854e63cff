using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Tests.TestKit.Scripting;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.TestKit;

/// <summary>Plays packet scripts to the engine and holds the reports against their <c>expect</c> lines.</summary>
public static class Play
{
    static string Root => Path.Combine(AppContext.BaseDirectory, "Scripts");

    /// <summary>Names of all scripts under a folder of Scripts, without ending, in order.</summary>
    public static IEnumerable<string> Names(string folder = "") => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.script", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(Root, path), null).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Reads a script of the Scripts folder.</summary>
    public static PacketScript Load(string name) => ScriptReader.Read(name, File.ReadAllText(Path.Combine(Root, name + ".script")));

    /// <summary>Plays a script of the Scripts folder; every <c>expect</c> line must hold.</summary>
    public static void Script(string name) => Check(Load(name));

    /// <summary>Plays a script given as text.</summary>
    public static void Text(string text) => Check(ScriptReader.Read("script", text));

    /// <summary>Plays a script segment by segment.</summary>
    public static void Check(PacketScript script)
    {
        Assert.NotEmpty(script.Expectations);
        Check(script, Engine.Trace(script.Segments, new(script.EndNs)));
    }

    /// <summary>Plays a script as frames, the whole way.</summary>
    public static void CheckFrames(PacketScript script)
    {
        using var source = new Wire.MemoryFrameSource(script.Link, ScriptFrames.Of(script));
        Check(script, Engine.TraceFrames(source));
    }

    static void Check(PacketScript script, IReadOnlyList<ConnectionReport> reports)
    {
        List<string> failures = [];
        foreach (var expectation in script.Expectations)
        {
            if (expectation.Failure(reports) is { } failure)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"  line {expectation.Line}: expect {expectation.Text}: {failure}"));
            }
        }

        Assert.True(
            failures.Count == 0,
            $"{script.Name}\n{string.Join('\n', failures)}\n{string.Join('\n', reports.Select(r => ReportText.Of(r)))}");
    }
}

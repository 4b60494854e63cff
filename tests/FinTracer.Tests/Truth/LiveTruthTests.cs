using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FinTracer.Lab;
using FinTracer.Lab.Stories;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>Plays the stories anew on this machine's kernel, so that another kernel than the recordings' shows.</summary>
[Collection(nameof(RunAlone))]
public sealed class LiveTruthTests(ITestOutputHelper output)
{
    /// <summary>Stories wait much and work little; more at a time would make timers fire late.</summary>
    const int AtATime = 6;

    [Fact]
    public void Verdicts_agree_with_this_machines_kernel()
    {
        using var folder = new TemporaryFolder();
        using LabRun run = OpenOrSkip();
        Scenario[] stories = [.. Catalogue.All.Where(s => !s.IsSlow && !s.IsBig)];
        var differing = new ConcurrentBag<Scenario>();
        _ = Parallel.ForEach(stories, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, story =>
        {
            if (PlayAndCompare(run, story, folder.Of(story.Name)).Length > 0)
            {
                differing.Add(story);
            }
        });

        // On a busy machine a timer fires where the story has none, and another story is played. What differs is played again, alone.
        List<string> complaints = [];
        foreach (Scenario story in differing.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            output.WriteLine($"played again: {story.Name}");
            complaints.AddRange(PlayAndCompare(run, story, folder.Of(story.Name)).Select(c => $"{story.Name}: {c}"));
        }

        output.WriteLine($"{stories.Length} stories on Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>In the gate a machine that cannot play is a failure.</summary>
    static LabRun OpenOrSkip()
    {
        try
        {
            return LabRun.Open();
        }
        catch (LabException e) when (Environment.GetEnvironmentVariable("FINTRACER_CI") != "1")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    static string[] PlayAndCompare(LabRun run, Scenario story, string folder)
    {
        LabResult result = run.Play(story, new LabOptions(), folder);
        if (result.Complaints.Count > 0)
        {
            return [.. result.Complaints.Select(c => $"this kernel does not play it as told: {c}")];
        }

        NotOnTheWire listed = NotOnTheWire.Of(story.Name);
        Recording recording = Recording.In(folder);
        return
        [
            .. recording.Reports.Keys.SelectMany(vantage => new TruthComparison(recording, vantage).Compare()
                .Where(d => !listed.Explains(recording.Cell, vantage, d))
                .Select(d => $"{vantage}: {d.Field}: kernel '{d.Kernel}', here '{d.Ours}'")),
        ];
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FinTracer.Lab;
using FinTracer.Lab.Stories;
using FinTracer.Tests.Live;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>Plays the stories anew on this machine's kernel, in every cell, so that another kernel than the recordings' shows.</summary>
[Collection(nameof(RunAlone))]
public sealed class LiveTruthTests(ITestOutputHelper output)
{
    /// <summary>Stories wait much and work little; with more at a time on two cores, timers would fire late.</summary>
    const int AtATime = 10;

    /// <summary>The slow ones only wait, a minute each.</summary>
    const int SlowAtATime = 30;

    const int MoreAttempts = 3;

    [Fact]
    public void Verdicts_agree_with_this_machines_kernel_in_every_cell()
    {
        using var folder = new TemporaryFolder();
        using LabRun run = OpenOrSkip();
        var clock = Stopwatch.StartNew();
        (Scenario Story, LabOptions Cell)[] plays =
            [.. LabOptions.Matrix.SelectMany(c => Catalogue.All.Where(s => !s.IsBig && s.Fits(c)).Select(s => (s, c)))];
        var differing = new ConcurrentDictionary<int, string>();
        void playAll(bool slow) => _ = Parallel.ForEach(
            Enumerable.Range(0, plays.Length).Where(i => plays[i].Story.IsSlow == slow), new ParallelOptions { MaxDegreeOfParallelism = slow ? SlowAtATime : AtATime }, i =>
            {
                if (PlayAndCompare(run, plays[i].Story, plays[i].Cell, folder) is [var first, ..])
                {
                    differing[i] = first;
                }
            });
        Parallel.Invoke(() => playAll(slow: true), () => playAll(slow: false));
        output.WriteLine($"{plays.Length} plays on Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()} in {clock.Elapsed.TotalSeconds:F0} s");

        // On a busy machine a timer fires where the story has none, and another story is played. What differs is played again, alone but for those that only wait.
        var complaints = new ConcurrentBag<string>();
        void playAgain(int i)
        {
            var (story, cell) = plays[i];
            string[] left = [differing[i]];
            for (int attempt = 1; attempt <= MoreAttempts && left.Length > 0; attempt++)
            {
                output.WriteLine($"played again: {story.Name} {NameOf(cell)}: {left[0]}");
                left = PlayAndCompare(run, story, cell, folder);
            }

            foreach (string complaint in left)
            {
                complaints.Add($"{story.Name} {NameOf(cell)}: {complaint}");
            }
        }

        ILookup<bool, int> again = differing.Keys.Order().ToLookup(i => plays[i].Story.IsSlow);
        Parallel.Invoke(() => _ = Parallel.ForEach(again[true], playAgain), () => again[false].ToList().ForEach(playAgain));
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Order(StringComparer.Ordinal)));
        Assert.Equal(LabOptions.Matrix.Count, plays.Select(p => p.Cell).Distinct().Count());
    }

    /// <summary>The big stories need the machine for themselves: played one after the other, over IPv4 and over IPv6.</summary>
    [Fact]
    public void Sums_of_the_big_stories_agree_with_this_machines_kernel()
    {
        using var folder = new TemporaryFolder();
        using LabRun run = OpenOrSkip();
        foreach (LabOptions cell in (LabOptions[])[new(), new() { Family = 6 }])
        {
            foreach (Scenario story in Catalogue.All.Where(s => s.IsBig))
            {
                var clock = Stopwatch.StartNew();
                string path = folder.Of(Path.Combine(NameOf(cell), story.Name));
                LabResult result = run.Play(story, cell, path);
                Assert.True(result.Complaints.Count == 0, $"{story.Name} {NameOf(cell)}: {string.Join('\n', result.Complaints)}");
                Assert.All(result.Truth.Captures.Keys, vantage => CrowdComparison.Check(Recording.In(path, NameOf(cell)), vantage));
                output.WriteLine($"{story.Name} {NameOf(cell)}: {clock.Elapsed.TotalSeconds:F0} s");
            }
        }
    }

    /// <summary>The same stories, with <c>fintracer live</c> watching at the server: its last records are those of the file that it writes, and agree with the kernel.</summary>
    [Fact]
    public void Live_captures_tell_of_every_story_what_their_file_tells_and_the_kernel_did()
    {
        using var folder = new TemporaryFolder();
        using LabRun run = OpenOrSkip();
        var cell = new LabOptions();
        Scenario[] plays = [.. Catalogue.All.Where(s => !s.IsSlow && !s.IsBig && s.Fits(cell))];
        var differing = new ConcurrentBag<Scenario>();
        _ = Parallel.ForEach(plays, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, story =>
        {
            if (PlayBeside(run, story, cell, folder).Length > 0)
            {
                differing.Add(story);
            }
        });

        List<string> complaints = [];
        foreach (Scenario story in differing.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            string[] left = [""];
            for (int attempt = 1; attempt <= MoreAttempts && left.Length > 0; attempt++)
            {
                output.WriteLine($"played again: {story.Name}");
                left = PlayBeside(run, story, cell, folder);
            }

            complaints.AddRange(left.Select(c => $"{story.Name}: {c}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        Assert.True(plays.Length >= 80, $"only {plays.Length} stories");
    }

    static string[] PlayBeside(LabRun run, Scenario story, LabOptions cell, TemporaryFolder folder)
    {
        string path = folder.Of(Path.Combine("live", story.Name));
        LiveWitness? witness = null;
        LabResult result = run.Play(story, cell, path, server => witness = new LiveWitness(server, Path.Combine(path, "live.pcapng")));
        if (result.Complaints.Count > 0)
        {
            return [.. result.Complaints.Select(c => $"this kernel does not play it as told: {c}")];
        }

        (int exit, string records) = witness!.Told!.Value;
        var (_, fromFile, _) = Fintracer.Run("analyze", "--format", "ndjson", witness.File);
        string[] ofFile = [.. fromFile.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        string[] told = LiveProgram.FinalLines(records);
        File.Move(witness.File, Path.Combine(path, "server.pcap"), overwrite: true); // in the place of tcpdump's
        return
        [
            .. exit == 0 ? Array.Empty<string>() : [$"exit code {exit}"],
            .. told.SequenceEqual(ofFile) ? Array.Empty<string>() : [$"told live:\n{string.Join('\n', told)}\nof the file:\n{string.Join('\n', ofFile)}"],
            .. Differences(path, cell, story, ["server"]),
        ];
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
            Needs.Missing(e.Message);
            throw;
        }
    }

    static string NameOf(LabOptions cell) => cell.Folder.Length == 0 ? Recording.UsualCell : cell.Folder;

    static string[] PlayAndCompare(LabRun run, Scenario story, LabOptions cell, TemporaryFolder folder)
    {
        string path = folder.Of(Path.Combine(NameOf(cell), story.Name));
        LabResult result = run.Play(story, cell, path);
        if (result.Complaints.Count > 0)
        {
            return [.. result.Complaints.Select(c => $"this kernel does not play it as told: {c}")];
        }

        return [.. Differences(path, cell, story, result.Truth.Captures.Keys)];
    }

    /// <summary>What a capture tells at some vantages that is neither as the kernel did it nor listed as unknowable.</summary>
    static IEnumerable<string> Differences(string path, LabOptions cell, Scenario story, IEnumerable<string> vantages)
    {
        NotOnTheWire listed = NotOnTheWire.Of(story.Name);
        Recording recording = Recording.In(path, NameOf(cell));
        return vantages.SelectMany(vantage => new TruthComparison(recording, vantage).Compare()
            .Where(d => !listed.Explains(recording.Cell, vantage, d))
            .Select(d => $"{vantage}: {d.Field}: kernel '{d.Kernel}', here '{d.Ours}'"));
    }
}

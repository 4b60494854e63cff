using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FinTracer.Lab.Stories;

namespace FinTracer.Lab;

/// <summary>The program: "list" and "play".</summary>
public static class LabCommand
{
    const int Done = 0;
    const int StoryFailed = 1;
    const int Usage = 2;
    const int NotHere = 4;

    const string UsageText = """
        fintracer-lab list
        fintracer-lab play NAME... [--all] [--slow] [--matrix] [--family 4|6] [--timestamps on|off] [--delay MS]
                           [--out FOLDER] [--parallel N]
        Plays closes of TCP connections on this machine's kernel; leaves FOLDER/NAME/{client,middle,server}.pcap and truth.json
        (FOLDER: captures). --all: every story but the big ones; --slow: also those that wait for minutes; --matrix: also IPv6,
        without time stamps, and without delay, in folders below the story's.
        Exit codes: 0 done, 1 a story did not come out as told, 2 usage, 4 this machine cannot play.
        """;

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            switch (arguments)
            {
                case ["list"]:
                    List(output);
                    return Done;
                case ["play", .. var rest]:
                    return Play(PlayOptions.Parse(rest), output, errors);
                case ["--help" or "-h"]:
                    output.WriteLine(UsageText);
                    return Done;
                default:
                    errors.WriteLine(UsageText);
                    return Usage;
            }
        }
        catch (LabException e)
        {
            errors.WriteLine($"fintracer-lab: {e.Message}");
            return Usage;
        }
    }

    static void List(TextWriter output)
    {
        foreach (var scenario in Catalogue.All)
        {
            string mark = scenario.IsSlow ? " (slow)" : scenario.IsBig ? " (big)" : string.Empty;
            output.WriteLine($"{scenario.Name}{mark}: {scenario.Story}");
        }
    }

    static int Play(PlayOptions options, TextWriter output, TextWriter errors)
    {
        if (LabRun.WhyNot() is { } reason)
        {
            errors.WriteLine($"fintracer-lab: {reason}");
            return NotHere;
        }

        using var run = LabRun.Open();
        (Scenario Scenario, LabOptions Cell)[] tasks = [.. options.Cells.SelectMany(c => options.Scenarios.Where(s => s.Fits(c)).Select(s => (s, c)))];
        var failed = new ConcurrentBag<string>();
        Lock write = new();
        _ = Parallel.ForEach(tasks, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel }, task =>
        {
            var (complaints, attempts) = PlayOne(run, task.Scenario, task.Cell, options.Out);
            lock (write)
            {
                string name = Path.Combine(task.Scenario.Name, task.Cell.Folder);
                output.WriteLine($"{(complaints.Count == 0 ? "ok  " : "FAIL")} {name}{(attempts > 1 ? $" (attempt {attempts})" : string.Empty)}");
                foreach (string complaint in complaints)
                {
                    output.WriteLine($"     {complaint}");
                    failed.Add(name);
                }
            }
        });
        output.WriteLine($"{tasks.Length} played, {failed.Distinct().Count()} failed");
        return failed.IsEmpty ? Done : StoryFailed;
    }

    static (IReadOnlyList<string> Complaints, int Attempts) PlayOne(LabRun run, Scenario scenario, LabOptions cell, string folder)
    {
        try
        {
            var result = run.Play(scenario, cell, Path.Combine(folder, scenario.Name, cell.Folder));
            return (result.Complaints, result.Attempts);
        }
        catch (LabException e)
        {
            return ([e.Message], 1);
        }
    }
}

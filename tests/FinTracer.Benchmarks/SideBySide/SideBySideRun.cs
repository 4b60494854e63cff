using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks.Inputs;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>The comparison: a table for each input.</summary>
internal sealed class SideBySideRun(TextWriter output, Action<string> talk)
{
    /// <summary>Measures and prints.</summary>
    public void Run(IEnumerable<Input> inputs, IReadOnlyList<FinTracerBuild> builds, bool others, int runs)
    {
        Contender[] contenders =
        [
            .. Contenders.Installed().Where(contender => others || contender.Name == Contenders.Reference),
            .. builds.SelectMany(Contenders.FinTracer),
        ];
        output.WriteLine($"{Machine.Describe()}. {string.Join(", ", builds.Select(build => $"{build.Name}: {build.Source}"))}. {string.Join("; ", Contenders.Versions())}");
        string[] missing = [.. Contenders.Missing()];
        if (missing.Length > 0)
        {
            output.WriteLine($"Not installed: {string.Join(", ", missing)}.");
        }

        foreach (Input input in inputs)
        {
            talk($"measuring {input.Name}");
            Print(input, new Rounds(runs, talk).Run(contenders, input.File));
        }
    }

    void Print(Input input, IReadOnlyList<Measurement> measurements)
    {
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"**{input.Name}**: {input.Description}. {input.Counts.Frames:N0} frames, {input.Counts.Octets / 1e6:N0} MB, {input.Counts.DurationNs / 1e9:0.0} s of capture time."));
        output.WriteLine();
        Measurement? reference = measurements.FirstOrDefault(measurement => measurement.Name == Contenders.Reference);
        var table = new MarkdownTable("program", "median", "least to greatest", "to tcpdump", "user + system", "CPU to tcpdump", "peak memory", "per frame", "runs");
        foreach (Measurement of in measurements.OrderBy(measurement => measurement.Wall))
        {
            table.Add(Row(of, reference, input));
        }

        table.WriteTo(output);
        output.Flush();
    }

    static string[] Row(Measurement of, Measurement? reference, Input input) =>
    [
        of.Failure == 0 ? of.Name : $"{of.Name} (exit code {of.Failure})",
        Text($"{of.Wall:0.000} s"),
        Text($"{of.Least:0.000} to {of.Greatest:0.000} s"),
        reference is null ? "-" : Text($"{of.Wall / reference.Wall:0.00}"),
        Text($"{of.User:0.00} + {of.System:0.00} s"),
        reference is null ? "-" : Text($"{of.Cpu / reference.Cpu:0.00}"),
        Text($"{of.Peak / 1e6:N0} MB"),
        Text($"{of.Wall * 1e9 / input.Counts.Frames:N0} ns"),
        Text($"{of.Runs}"),
    ];

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

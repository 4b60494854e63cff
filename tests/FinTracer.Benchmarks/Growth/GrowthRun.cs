using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks.Inputs;
using FinTracer.Benchmarks.SideBySide;

namespace FinTracer.Benchmarks.Growth;

/// <summary>How time and memory grow with the capture: the <c>ab</c> shape, ever longer, at the same rate of connections.</summary>
internal sealed class GrowthRun(TextWriter output, InputFolder folder, Action<string> talk)
{
    const double Million = 1e6;
    const double RoomToLeave = 2e9;

    /// <summary>Measures and prints.</summary>
    /// <param name="points">Lengths of the captures, millions of frames.</param>
    /// <param name="snapLength">Octets kept of each frame; null: all.</param>
    /// <param name="keep">False: a capture is deleted once it has been measured.</param>
    /// <param name="build">The FinTracer to run.</param>
    /// <param name="runs">Counted rounds.</param>
    public void Run(IReadOnlyList<double> points, int? snapLength, bool keep, FinTracerBuild build, int runs)
    {
        Contender[] contenders =
        [
            .. Contenders.Installed().Where(contender => contender.Name == Contenders.Reference),
            Contenders.FinTracer(build).First(),
        ];
        var table = new MarkdownTable("program", "frames", "connections", "capture time", "file", "median", "per frame", "user + system", "CPU per frame", "peak memory");
        foreach (double point in points)
        {
            Traffic traffic = Shapes.Ab((long)Math.Round(point * Million / Shapes.AbFramesPerConnection));
            RequireRoom(point * Million, snapLength);
            Input input = folder.Get(FormattableString.Invariant($"long-{point}m"), "", traffic, snapLength, talk);
            try
            {
                talk($"measuring {input.Name}");
                foreach (Measurement of in new Rounds(runs, talk).Run(contenders, input.File))
                {
                    table.Add(Row(of, input));
                }
            }
            finally
            {
                if (!keep)
                {
                    InputFolder.Remove(input);
                }
            }
        }

        output.WriteLine($"{Machine.Describe()}. {build.Name}: {build.Source}.");
        output.WriteLine(FormattableString.Invariant($"The ab shape at {Shapes.AbConnectionsPerSecond:N0} connections/s{(snapLength is { } snap ? $", cut to {snap} octets a frame" : "")}."));
        output.WriteLine();
        table.WriteTo(output);
    }

    void RequireRoom(double frames, int? snapLength)
    {
        double needed = (frames * PcapStream.OctetsPerRecord(Shapes.AbOctetsPerFrame(snapLength))) + RoomToLeave;
        Directory.CreateDirectory(folder.Location);
        long free = new DriveInfo(folder.Location).AvailableFreeSpace;
        if (free < needed)
        {
            throw new BenchmarkException(FormattableString.Invariant(
                $"{folder.Location}: {free / 1e9:0.0} GB free, {needed / 1e9:0.0} GB needed for {frames / Million:N0} million frames (--snap keeps less of each, --folder is elsewhere)"));
        }
    }

    static string[] Row(Measurement of, Input input) =>
    [
        of.Failure == 0 ? of.Name : $"{of.Name} (exit code {of.Failure})",
        Text($"{input.Counts.Frames:N0}"),
        Text($"{input.Counts.Connections.Values.Sum():N0}"),
        Text($"{input.Counts.DurationNs / 1e9:N1} s"),
        Text($"{input.Counts.Octets / 1e6:N0} MB"),
        Text($"{of.Wall:0.00} s"),
        Text($"{of.Wall * 1e9 / input.Counts.Frames:N0} ns"),
        Text($"{of.User:0.00} + {of.System:0.00} s"),
        Text($"{of.Cpu * 1e9 / input.Counts.Frames:N0} ns"),
        Text($"{of.Peak / 1e6:N0} MB"),
    ];

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks.SideBySide;

namespace FinTracer.Benchmarks.Live;

/// <summary>What <c>fintracer live</c> bears: loads on a veth pair, packets lost, processor time, and memory as it goes on.</summary>
internal sealed class LiveRun(TextWriter output, Action<string> talk)
{
    const double Mega = 1e6;

    /// <summary>Parts of a load after each of which memory is looked at.</summary>
    const int Looks = 3;

    /// <summary>Plays the loads one after the other and prints the table.</summary>
    public void Run(IReadOnlyList<LiveLoad> loads, FinTracerBuild build, string format)
    {
        var table = new MarkdownTable(
            ["load", "connections", "packets sent", "reached", "arrived", "seen", "dropped by the kernel", "CPU", .. Enumerable.Range(1, Looks).Select(look => $"memory at {look}/{Looks}"), "peak", "signal to end"]);
        foreach (LiveLoad load in loads)
        {
            talk($"{load.Name} for {load.Seconds} s");
            table.Add(Measure(load, build, format));
        }

        output.WriteLine($"{Machine.Describe()}. {build.Name}: {build.Source}.");
        output.WriteLine($"Synthetic short connections, each with a four-tuple of its own, sent on a veth pair; captured with the default buffer, the report (--format {format}) thrown away. CPU: of one core, on average.");
        output.WriteLine();
        table.WriteTo(output);
    }

    static string[] Measure(LiveLoad load, FinTracerBuild build, string format)
    {
        using var cable = new Cable();
        using var capture = new WatchedCapture(cable, build, format);
        ProcessFigures before = capture.Figures;
        long arrivedBefore = cable.Arrived();
        using var sending = new LoadOnLine(cable, load.Traffic);
        List<ProcessFigures> looks = [];
        for (int look = 1; look <= Looks; look++)
        {
            if (look == Looks)
            {
                sending.WaitForEnd();
            }
            else
            {
                sending.WaitFor(TimeSpan.FromSeconds((double)load.Seconds * look / Looks));
            }

            looks.Add(capture.Figures);
        }

        TimeSpan wall = sending.Took;
        long arrived = cable.Arrived() - arrivedBefore;
        (long seen, long dropped, TimeSpan ending) = capture.Stop();
        return
        [
            $"{load.Name}, {load.Seconds} s",
            Text($"{sending.Counts.Connections.Values.Sum():N0}"),
            Text($"{sending.Counts.Frames:N0}"),
            Text($"{sending.Counts.Frames / wall.TotalSeconds:N0}/s"),
            Text($"{arrived:N0}"),
            Text($"{seen:N0}"),
            Text($"{dropped:N0}"),
            Text($"{100 * (looks[^1].Cpu - before.Cpu) / wall:0} %"),
            .. looks.Select(look => Text($"{look.Resident / Mega:N0} MB")),
            Text($"{looks[^1].Peak / Mega:N0} MB"),
            Text($"{ending.TotalSeconds:0.00} s"),
        ];
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

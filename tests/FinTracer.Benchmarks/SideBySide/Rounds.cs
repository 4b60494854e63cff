using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Runs the contenders against each other on one file: round by round, so that what else the machine does meets all of them that take about as long.</summary>
internal sealed class Rounds(int runs, Action<string> talk)
{
    /// <summary>Takes so many times as long as the reference.</summary>
    public const int FarSlower = 3;

    static readonly TimeSpan Slow = TimeSpan.FromSeconds(8);

    /// <summary>
    /// A first round warms the page cache and does not count, except for a program that took over <see cref="Slow"/> of processor time: that is its figure, and it sits out the rest.
    /// One that took over <see cref="FarSlower"/> times as long as the reference has its rounds behind those of the others: the host of a virtual machine takes memory away that a program
    /// gave back seconds ago, and whoever comes next would pay for that.
    /// </summary>
    public IReadOnlyList<Measurement> Run(IReadOnlyList<Contender> contenders, string file)
    {
        Measurement[] measurements = [.. contenders.Select(contender => new Measurement(contender.Name))];
        TimeSpan[] took = [.. contenders.Select((contender, i) => WarmUp(contender, file, measurements[i]))];
        int reference = contenders.ToList().FindIndex(contender => contender.Name == Contenders.Reference);
        TimeSpan limit = reference < 0 ? TimeSpan.MaxValue : took[reference] * FarSlower;
        int[] counted = [.. Enumerable.Range(0, contenders.Count).Where(i => measurements[i].Runs == 0)];
        foreach (int[] together in (int[][])[[.. counted.Where(i => took[i] <= limit)], [.. counted.Where(i => took[i] > limit)]])
        {
            for (int round = 0; round < runs && together.Length > 0; round++)
            {
                talk($"round {round + 1} of {runs}: {string.Join(", ", together.Select(i => contenders[i].Name))}");
                for (int k = 0; k < together.Length; k++)
                {
                    int i = together[(k + round) % together.Length]; // nobody always follows the same neighbour's start
                    measurements[i].Add(MeasuredRun.Of(contenders[i].On(file)));
                }
            }
        }

        return measurements;
    }

    /// <summary>How long it took.</summary>
    TimeSpan WarmUp(Contender contender, string file, Measurement measurement)
    {
        talk($"warm-up: {contender.Name}");
        Cost cost = MeasuredRun.Of(contender.On(file));
        if (cost.User + cost.System > Slow || cost.ExitCode != 0)
        {
            measurement.Add(cost);
        }

        return cost.Wall;
    }
}

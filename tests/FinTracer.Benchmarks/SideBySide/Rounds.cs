using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>Runs the contenders against each other on one file: round by round, so that what else the machine does meets all of them.</summary>
internal sealed class Rounds(int runs, Action<string> talk)
{
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(8);

    /// <summary>
    /// A first round warms the page cache and does not count, except for a program that took over <see cref="Slow"/> of processor time: that is its figure, and it sits out the rest.
    /// </summary>
    public IReadOnlyList<Measurement> Run(IReadOnlyList<Contender> contenders, string file)
    {
        Measurement[] measurements = [.. contenders.Select(contender => new Measurement(contender.Name))];
        int[] turn = [.. Enumerable.Range(0, contenders.Count)];
        foreach (int i in turn)
        {
            talk($"warm-up: {contenders[i].Name}");
            Cost cost = MeasuredRun.Of(contenders[i].On(file));
            if (cost.User + cost.System > Slow || cost.ExitCode != 0)
            {
                measurements[i].Add(cost);
            }
        }

        int[] fast = [.. turn.Where(i => measurements[i].Runs == 0)];
        for (int round = 0; round < runs; round++)
        {
            talk($"round {round + 1} of {runs}");
            for (int k = 0; k < fast.Length; k++)
            {
                int i = fast[(k + round) % fast.Length]; // nobody always follows the same neighbour's start
                measurements[i].Add(MeasuredRun.Of(contenders[i].On(file)));
            }
        }

        return measurements;
    }
}

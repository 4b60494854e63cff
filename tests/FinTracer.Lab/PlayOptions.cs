using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Lab.Stories;

namespace FinTracer.Lab;

/// <summary>What "fintracer-lab play" was asked to do.</summary>
internal sealed record PlayOptions(IReadOnlyList<Scenario> Scenarios, IReadOnlyList<LabOptions> Cells, string Out, int Parallel)
{
    /// <summary>Reads the arguments after "play".</summary>
    /// <exception cref="LabException">An argument is not understood; the message says which.</exception>
    public static PlayOptions Parse(string[] arguments)
    {
        var names = new List<string>();
        var cell = new LabOptions();
        var chosen = (All: false, Slow: false, Matrix: false);
        string folder = "captures";
        int parallel = 6;
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            switch (argument)
            {
                case "--all":
                    chosen.All = true;
                    break;
                case "--slow":
                    chosen.Slow = true;
                    break;
                case "--matrix":
                    chosen.Matrix = true;
                    break;
                case "--family":
                    cell = cell with { Family = Number(argument, rest, [4, 6]) };
                    break;
                case "--timestamps":
                    cell = cell with { Timestamps = Value(argument, rest) switch { "on" => true, "off" => false, var other => throw Wrong(argument, other) } };
                    break;
                case "--delay":
                    cell = cell with { DelayMs = Number(argument, rest, [.. Enumerable.Range(0, 1001)]) };
                    break;
                case "--parallel":
                    parallel = Number(argument, rest, [.. Enumerable.Range(1, 64)]);
                    break;
                case "--out":
                    folder = Value(argument, rest);
                    break;
                case ['-', ..]:
                    throw new LabException($"unknown option {argument}");
                default:
                    names.Add(argument);
                    break;
            }
        }

        return new(Choose(names, chosen.All, chosen.Slow), chosen.Matrix ? LabOptions.Matrix : [cell], folder, parallel);
    }

    static List<Scenario> Choose(List<string> names, bool all, bool slow)
    {
        if (!all && names.Count == 0)
        {
            throw new LabException("name a story, or ask for --all (the list: fintracer-lab list)");
        }

        List<Scenario> chosen = [.. names.Select(n => Catalogue.Find(n) ?? throw new LabException($"no story is called {n} (the list: fintracer-lab list)"))];
        chosen.AddRange(all ? Catalogue.All.Where(s => (slow || !s.IsSlow) && !s.IsBig && !chosen.Contains(s)) : []);
        return chosen.Find(s => s.IsSlow && !slow) is { } slowOne
            ? throw new LabException($"{slowOne.Name} takes minutes: add --slow")
            : chosen;
    }

    static string Value(string option, Queue<string> rest) =>
        rest.TryDequeue(out string? value) ? value : throw new LabException($"{option} needs a value");

    static int Number(string option, Queue<string> rest, int[] allowed)
    {
        string text = Value(option, rest);
        return int.TryParse(text, CultureInfo.InvariantCulture, out int number) && allowed.Contains(number) ? number : throw Wrong(option, text);
    }

    static LabException Wrong(string option, string value) => new($"{option} does not take {value}");
}

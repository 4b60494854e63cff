using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Fuzz.Guided;
using SharpFuzz;

namespace FinTracer.Fuzz;

/// <summary>The fuzzer's command line.</summary>
static class FuzzCommand
{
    const string Usage = """
        fintracer-fuzz afl TARGET                       serve afl-fuzz (see README.md)
        fintracer-fuzz replay TARGET FILE|FOLDER...     run inputs, say which break a promise
        fintracer-fuzz mutate TARGET RUNS [SEED]        run so many mutations of the corpus in this process
        fintracer-fuzz instrument FOLDER                make a copy of this program count its branches
        fintracer-fuzz run TARGET FOLDER RUNS [SECONDS] the same from such a copy, led by what is reached; FOLDER keeps what is found and counts the inputs
        fintracer-fuzz seeds FOLDER SCRIPTS [CAPTURES]  write seeds for every target
        """;

    // What is fuzzed, and the parser that conditions are read with.
    static readonly string[] Counted = ["FinTracer.Core.dll", "fintracer.dll", "Superpower.dll"];

    public static int Run(string[] args)
    {
        // First of all: in a copy that counts its branches everything counts, also what is set up once.
        using var map = new CoverageMap();
        switch (args)
        {
            case ["afl", var name]:
                IFuzzTarget served = FuzzTargets.Find(name);
                Fuzzer.Run((Stream stream) => served.Run(ToArray(stream)));
                return 0;
            case ["replay", var name, .. var paths]:
                return Replay(FuzzTargets.Find(name), paths.SelectMany(FilesOf));
            case ["mutate", var name, var runs, .. var seed]:
                return Mutate(FuzzTargets.Find(name), long.Parse(runs, CultureInfo.InvariantCulture), seed is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1);
            case ["instrument", var folder]:
                foreach (string part in Counted) { Fuzzer.Instrument(Path.Combine(folder, part), static _ => true, Options.Value); }
                return 0;
            case ["run", var name, var folder, var runs, .. var seconds]:
                return RunGuided(FuzzTargets.Find(name), map, folder, long.Parse(runs, CultureInfo.InvariantCulture),
                    seconds is [var limit] ? TimeSpan.FromSeconds(int.Parse(limit, CultureInfo.InvariantCulture)) : TimeSpan.MaxValue);
            case ["seeds", var folder, var scripts, .. var captures]:
                Seeds.Write(folder, scripts, captures);
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    static int Replay(IFuzzTarget target, IEnumerable<string> paths)
    {
        int broken = 0, inputs = 0;
        foreach (string path in paths)
        {
            inputs++;
            try
            {
                target.Run(File.ReadAllBytes(path));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                broken++;
                Console.WriteLine($"{path}: {failure}");
            }
        }
        Console.WriteLine($"{target.Name}: {inputs} inputs, {broken} broken");
        return broken == 0 ? 0 : 1;
    }

    static int Mutate(IFuzzTarget target, long runs, int seed)
    {
        var mutations = new Mutations(Corpus.Of(target), seed);
        for (long run = 0; run < runs; run++)
        {
            byte[] input = mutations.Next();
            try
            {
                target.Run(input);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                string path = $"{target.Name}-{seed}-{run}.bin";
                File.WriteAllBytes(path, input);
                Console.WriteLine($"{path}: {failure}");
                return 1;
            }
        }
        Console.WriteLine($"{target.Name}: {runs} runs, none broken");
        return 0;
    }

    static int RunGuided(IFuzzTarget target, CoverageMap map, string folder, long runs, TimeSpan time)
    {
        var found = new RunFolder(folder, target.Name);
        using var last = new LastInput(Path.Combine(folder, target.Name, "last"), 1 << 16);
        // Another seed each time, or a second run would only repeat the first.
        int problems = new LongRun(target, found, map, Environment.TickCount, Console.WriteLine).Go(runs, time, last);
        if (map.Branches == 0)
        {
            Console.Error.WriteLine("nothing counts its branches here: run the copy that was instrumented");
            return 2;
        }
        return problems == 0 ? 0 : 1;
    }

    static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    static byte[] ToArray(Stream stream)
    {
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }
}

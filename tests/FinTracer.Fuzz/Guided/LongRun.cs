using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace FinTracer.Fuzz.Guided;

/// <summary>
/// Mutates in this process and keeps what reaches something new, as afl-fuzz does, but without a pipe and a process in between: ten to a hundred times as
/// many inputs a second. Each input is run; promises that cost far more than the run are checked on what reaches something new, and on one input in so many.
/// </summary>
sealed class LongRun(IFuzzTarget target, RunFolder folder, CoverageMap map, int seed, Action<string> say)
{
    const int MostProblems = 20;
    const int CountEvery = 4096;

    readonly List<byte[]> _corpus = [];
    readonly HashSet<string> _problems = [];
    long _run;
    long _whole;
    long _counted;
    long _countedWhole;

    /// <summary>Runs so many inputs, or for so long; returns the number of different problems.</summary>
    public int Go(long runs, TimeSpan time, LastInput last)
    {
        using var watch = new Watch(input => Report(input, new TimeoutException("an input that does not end")));
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] input in Corpus.Of(target).Concat(folder.Kept).ToList())
        {
            if (target.Takes(input)) { Execute(input, watch, last, isSeed: true); }
        }
        var mutations = new Mutations(_corpus, seed, target.Words, target.Longest);
        while (_run < runs && _problems.Count < MostProblems && Stopwatch.GetElapsedTime(began) < time)
        {
            byte[] input = mutations.Next();
            if (target.Takes(input)) { Execute(input, watch, last, isSeed: false); }
            if (_run % CountEvery == 0) { Count(); }
        }
        Count();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (long run, long whole) = folder.Tally;
        say($"{target.Name}: {_run} inputs in {seconds:F0} s ({_run / seconds:F0}/s), {map.Branches} branches, {_corpus.Count} kept, slowest {watch.SlowestMs:F0} ms, {_problems.Count} problems; over all runs {run} inputs, {whole} of them with every promise");
        return _problems.Count;
    }

    void Execute(byte[] input, Watch watch, LastInput last, bool isSeed)
    {
        last.Set(input);
        watch.Begin(input);
        try
        {
            map.Clear();
            target.Glance(input);
            bool fresh = map.TakeNew();
            if (fresh) { _corpus.Add(input); }
            if (fresh && !isSeed) { folder.Keep(input); }
            _run++;
            if ((fresh && !isSeed) || _run % target.WholeShare == 0)
            {
                _whole++;
                target.Run(input);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Report(input, failure);
        }
        watch.End();
    }

    void Report(byte[] input, Exception failure)
    {
        // One problem is found again and again: the same kind from the same place is said once.
        string words = new([.. failure.Message.TakeWhile(c => c is not (':' or '\n')).Where(c => !char.IsAsciiDigit(c))]);
        string place = (failure.StackTrace ?? "").Split('\n').FirstOrDefault(line => line.Contains("FinTracer", StringComparison.Ordinal) && !line.Contains("Require", StringComparison.Ordinal)) ?? "";
        if (_problems.Add($"{failure.GetType().Name} {words} {place}"))
        {
            say($"{folder.Keep(input, failure.ToString())}: {failure.GetType().Name}: {failure.Message}");
        }
    }

    void Count()
    {
        folder.Count(_run - _counted, _whole - _countedWhole);
        (_counted, _countedWhole) = (_run, _whole);
    }
}

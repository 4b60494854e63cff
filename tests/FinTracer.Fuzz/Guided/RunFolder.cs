using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

namespace FinTracer.Fuzz.Guided;

/// <summary>What a long run leaves of one target: inputs that reached something new, inputs that broke something, and how many were run, over all runs.</summary>
sealed class RunFolder
{
    readonly string _kept;
    readonly string _broken;
    readonly string _tally;

    public RunFolder(string folder, string target)
    {
        _kept = Path.Combine(folder, target, "kept");
        _broken = Path.Combine(folder, target, "broken");
        _tally = Path.Combine(folder, target, "tally");
        Directory.CreateDirectory(_kept);
        Directory.CreateDirectory(_broken);
    }

    /// <summary>Inputs that reached something new, by name.</summary>
    public IEnumerable<byte[]> Kept => Directory.EnumerateFiles(_kept).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>Keeps an input that reached something new.</summary>
    public void Keep(byte[] input) => File.WriteAllBytes(Path.Combine(_kept, NameOf(input)), input);

    /// <summary>Keeps an input that broke something, and says what; returns its path.</summary>
    public string Keep(byte[] input, string problem)
    {
        string path = Path.Combine(_broken, NameOf(input));
        File.WriteAllBytes(path, input);
        File.WriteAllText(path + ".txt", problem);
        return path;
    }

    /// <summary>Inputs run so far, and those of them with every promise checked.</summary>
    public (long Run, long Whole) Tally
    {
        get
        {
            string[] numbers = File.Exists(_tally) ? File.ReadAllText(_tally).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : ["0", "0"];
            return (long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Adds to the tally; a run that is killed loses what it did since.</summary>
    public void Count(long run, long whole)
    {
        (long runBefore, long wholeBefore) = Tally;
        string next = _tally + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{runBefore + run} {wholeBefore + whole}\n"));
        File.Move(next, _tally, overwrite: true);
    }

    static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];
}

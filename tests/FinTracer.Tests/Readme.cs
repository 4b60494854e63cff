using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests;

/// <summary>The README, cut up for the tests that hold it to the program.</summary>
static class Readme
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>What stands in the blocks of one language.</summary>
    public static IEnumerable<string> Blocks(string language) =>
        Text.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("```\n", StringComparison.Ordinal)]);

    /// <summary>A command as a shell splits it, as far as single quotes go.</summary>
    public static string[] Words(string command) =>
        [.. command.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}

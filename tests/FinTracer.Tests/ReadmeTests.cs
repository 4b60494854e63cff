using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace FinTracer.Tests;

/// <summary>What the README shows is what the program prints.</summary>
public sealed class ReadmeTests
{
    const string Prompt = "$ fintracer ";

    [Fact]
    public void Every_command_in_the_README_prints_what_stands_below_it()
    {
        List<(string Command, string Output)> examples = [.. Examples()];
        Assert.NotEmpty(examples);
        foreach ((string command, string output) in examples)
        {
            Assert.Equal(output, Fintracer.Run(command.Split(' ')).Output.ReplaceLineEndings("\n")); // CSV ends its lines with CRLF (RFC 4180)
        }
    }

    /// <summary>The blocks marked <c>console</c>: a prompt with a command, then its output.</summary>
    static IEnumerable<(string Command, string Output)> Examples()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```console\n").Skip(1).ToArray();
        foreach (string block in blocks)
        {
            string text = block[..block.IndexOf("```\n", StringComparison.Ordinal)];
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            Assert.StartsWith(Prompt, text, StringComparison.Ordinal);
            yield return (text[Prompt.Length..end], text[(end + 1)..]);
        }
    }
}

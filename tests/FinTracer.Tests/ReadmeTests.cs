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

    [Fact]
    public void Every_command_in_the_table_of_questions_runs()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string[] rows = [.. readme[readme.IndexOf("## Questions", StringComparison.Ordinal)..readme.IndexOf("### Selecting", StringComparison.Ordinal)]
            .Split('\n').Where(line => line.StartsWith('|') && line.Contains("`-", StringComparison.Ordinal))];
        Assert.True(rows.Length > 10);
        foreach (string row in rows)
        {
            string command = row[(row.IndexOf("`-", StringComparison.Ordinal) + 1)..row.LastIndexOf('`')].Replace("\\|", "|", StringComparison.Ordinal);
            (int exitCode, string output, string error) = Fintracer.Run(["analyze", "captures/refused/client.pcap", .. Words(command)]);
            Assert.True(exitCode == 0, $"{command}: {error}");
            Assert.StartsWith("CAPTURE", output, StringComparison.Ordinal);
        }
    }

    /// <summary>As a shell splits it, as far as single quotes go.</summary>
    static IEnumerable<string> Words(string command) =>
        command.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));

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

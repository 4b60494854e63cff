using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
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

    public static TheoryData<string, string> Questions()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var questions = new TheoryData<string, string>();
        foreach (string row in readme[readme.IndexOf("## Questions", StringComparison.Ordinal)..readme.IndexOf("### Selecting", StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith('|')).Skip(2))
        {
            string[] cells = Regex.Split(row, @"(?<!\\)\|");
            questions.Add(Code(cells[2]), Code(cells[3]));
        }
        Assert.True(questions.Count > 40);
        return questions;
    }

    /// <summary>The answers stand in the output as they are, but for blanks and line ends.</summary>
    [Theory]
    [MemberData(nameof(Questions))]
    public void Every_question_gets_the_answer_beside_it(string command, string answer) =>
        Assert.Contains(answer, Regex.Replace(Fintracer.Run([.. Words(command)]).Output, "\\s+", " "), StringComparison.Ordinal);

    static string Code(string cell) => cell.Trim()[1..^1].Replace("\\|", "|", StringComparison.Ordinal);

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

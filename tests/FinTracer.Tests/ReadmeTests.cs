using System;
using System.Collections.Generic;
using System.Globalization;
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
            (int exitCode, string printed, string error) = Fintracer.Run(command.Split(' '));
            Assert.Equal(output, printed.ReplaceLineEndings("\n")); // CSV ends its lines with CRLF (RFC 4180)
            Assert.Equal((0, ""), (exitCode, error));
        }
    }

    public static TheoryData<string, string, int> Questions()
    {
        var questions = new TheoryData<string, string, int>();
        string section = Readme.Text[Readme.Text.IndexOf("## Questions", StringComparison.Ordinal)..Readme.Text.IndexOf("### Selecting", StringComparison.Ordinal)];
        foreach (string row in section.Split('\n').Where(line => line.StartsWith('|')).Skip(2))
        {
            string[] cells = Regex.Split(row, @"(?<!\\)\|");
            Match exit = Regex.Match(cells[1], @"exit code (\d)");
            questions.Add(Code(cells[2]), Code(cells[3]), exit.Success ? int.Parse(exit.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
        }
        Assert.True(questions.Count > 40);
        return questions;
    }

    public static TheoryData<string> Selections() =>
        [.. Questions().Select(row => row.Data.Item1).Where(command => Regex.IsMatch(command, "^analyze .*(--where|--service|--host) "))];

    /// <summary>The answers stand in the output as they are, but for blanks and line ends; the exit code is 0 unless the question names another.</summary>
    [Theory]
    [MemberData(nameof(Questions))]
    public void Every_question_gets_the_answer_beside_it(string command, string answer, int expected)
    {
        (int exitCode, string output, _) = Fintracer.Run(Readme.Words(command));
        Assert.Contains(answer, Plain(output), StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    /// <summary>A command that chooses connections leaves some out and keeps some: else its answer would be the same without.</summary>
    [Theory]
    [MemberData(nameof(Selections))]
    public void What_selects_leaves_something_out(string command)
    {
        Match counts = Regex.Match(Plain(Fintracer.Run(Readme.Words(command)).Output), @" ([\d,]+) of ([\d,]+) connections?; all that follows");
        Assert.True(counts.Success);
        Assert.NotEqual(counts.Groups[1].Value, counts.Groups[2].Value);
        Assert.NotEqual("0", counts.Groups[1].Value);
    }

    static string Plain(string output) => Regex.Replace(output, @"\s+", " ");

    static string Code(string cell) => cell.Trim()[1..^1].Replace("\\|", "|", StringComparison.Ordinal);

    /// <summary>The blocks marked <c>console</c>: a prompt with a command, then its output.</summary>
    static IEnumerable<(string Command, string Output)> Examples()
    {
        foreach (string text in Readme.Blocks("console"))
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            Assert.StartsWith(Prompt, text, StringComparison.Ordinal);
            yield return (text[Prompt.Length..end], text[(end + 1)..]);
        }
    }
}

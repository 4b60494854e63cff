using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FinTracer.Reporting.Tables;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests;

/// <summary>The page as a terminal gets it (script makes one), and what takes its colours away.</summary>
public sealed class TerminalTests
{
    const string Small = "captures/server-closes-first/client.pcap";
    const string Coloured = "\u001b\\[[0-9;]*m";

    [Fact]
    public void A_terminal_gets_colours()
    {
        string page = OnTerminal(null, "analyze", Small);
        Assert.Matches(Coloured, page);
        Assert.Contains("responder", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public void The_environment_takes_the_colours_away(string variable, string value)
        => Assert.DoesNotMatch(Coloured, OnTerminal((variable, value), "analyze", Small));

    [Fact]
    public void An_empty_NO_COLOR_takes_nothing_away()
        => Assert.Matches(Coloured, OnTerminal(("NO_COLOR", ""), "analyze", Small));

    [Fact]
    public void No_color_takes_the_colours_away_and_nothing_else()
    {
        string plain = OnTerminal(null, "analyze", Small, "--no-color");
        Assert.DoesNotMatch(Coloured, plain);
        Assert.Equal(plain, OnTerminal(("NO_COLOR", "1"), "analyze", Small));
    }

    /// <summary>The order of the parts is that of what people ask: 24 lines hold the short answers, the names of all findings and the weightiest one whole.</summary>
    [Fact]
    public void The_first_screen_answers()
    {
        string[] screen = [.. Plain(OnTerminal(("NO_COLOR", "1"), 80, "analyze", "captures/ab-puzzle/server.pcap.zst")).Take(24)];
        foreach (string start in (string[])["  closed first  responder 8,000", "  resets        none", "  TIME-WAIT     10.82.10.2 entered 8,000", "  ports         10.82.9.2", "2 FINDINGS: server-closes-first, time-wait-reuse", "  see #1 (frame 7)"])
        {
            Assert.Contains(screen, line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_none_ends_in_blanks(int width)
    {
        foreach (string capture in (string[])["captures/ab-puzzle/server.pcap.zst", "captures/keepalive-race/client.pcap", "captures/middlebox-resets-both/server.pcap"])
        {
            Assert.All(Plain(OnTerminal(("NO_COLOR", "1"), width, "analyze", capture)), line =>
            {
                Assert.InRange(line.Length, 0, width);
                Assert.Equal(line.TrimEnd(), line);
            });
        }
    }

    /// <summary>Bars are what shows a timeout at a glance: 80 columns have room for them.</summary>
    [Fact]
    public void The_histogram_has_its_bars_on_80_columns()
    {
        string[] page = Plain(OnTerminal(("NO_COLOR", "1"), 80, "analyze", "captures/ab-puzzle/server.pcap.zst"));
        string[] histogram = [.. page.SkipWhile(line => line != "IDLE BEFORE CLOSE").Skip(2).TakeWhile(line => line.Contains('%', StringComparison.Ordinal))];
        Assert.NotEmpty(histogram);
        Assert.All(histogram, line => Assert.EndsWith("#", line, StringComparison.Ordinal));
    }

    /// <summary>What there is no room for is missed by its heading; a drawing has none.</summary>
    [Fact]
    public void A_drawing_that_gives_way_is_not_missed_by_name()
    {
        using var text = new StringWriter();
        var block = new Block("TITLE", new("figure", IsFigure: true), new("", Spare: 1));
        block.Add("1", new string('#', 30));
        new TerminalPage(text, 20, colors: false).Render([block]);
        Assert.DoesNotContain("wider", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("#", text.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A sentence that explains a column stands under the table that has the column, and under no other.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(110)]
    [InlineData(200)]
    public void Legends_explain_the_columns_that_are_there(int width)
    {
        string[] page = Plain(OnTerminal(("NO_COLOR", "1"), width, "analyze", "captures/ab-puzzle/server.pcap.zst"));
        string headings = page.Single(line => line.StartsWith("  service ", StringComparison.Ordinal));
        string all = string.Join(' ', page.Select(line => line.Trim()));
        Assert.Equal(headings.Contains("FIN to FIN", StringComparison.Ordinal) || headings.Contains("idle", StringComparison.Ordinal), all.Contains("Times are median / greatest.", StringComparison.Ordinal));
        Assert.Equal(headings.Contains("late", StringComparison.Ordinal), all.Contains("Late: segments after the close.", StringComparison.Ordinal));
        Assert.Contains("The initiator opened the connection", all, StringComparison.Ordinal);
        Assert.Equal(width == 200, headings.Contains("late", StringComparison.Ordinal));
    }

    /// <summary>Connections refused at two services: a sentence each, advice once.</summary>
    [Fact]
    public void Advice_is_given_once()
    {
        string page = Fintracer.Run("analyze", "captures/refused/client.pcap", "captures/rejected-by-firewall/client.pcap").Output;
        Assert.Contains("2 FINDINGS: refused (2)", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "a RST answered the SYN"));
        Assert.Equal(1, Regex.Count(page, "Is the service up"));
    }

    /// <summary>An address that is broken cannot be copied: the column that gives way is another one.</summary>
    [Fact]
    public void Addresses_stay_whole_on_a_narrow_terminal()
    {
        string[] page = Plain(OnTerminal(("NO_COLOR", "1"), 80, "analyze", "captures/server-closes-first/v6/client.pcap"));
        string capture = Fintracer.Run("analyze", "captures/server-closes-first/v6/client.pcap", "--format", "csv").Output.Split('\n')[1];
        string initiator = $"[{capture.Split(',')[3]}]:{capture.Split(',')[4]}";
        Assert.Contains(page, line => line.Contains($" {initiator} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_page_is_shown_by_the_pager_unless_it_is_not_wanted()
    {
        Assert.StartsWith("PAGED:CAPTURE", Plain(OnTerminal(("PAGER", "sed s/^/PAGED:/"), 80, "analyze", Small, "--no-color"))[0], StringComparison.Ordinal);
        Assert.StartsWith("CAPTURE", Plain(OnTerminal(("PAGER", "sed s/^/PAGED:/"), 80, "analyze", Small, "--no-color", "--no-pager"))[0], StringComparison.Ordinal);
        Assert.StartsWith("CAPTURE", Plain(OnTerminal(("PAGER", "true"), 80, "analyze", Small, "--no-color", "-o", "/dev/stdout"))[0], StringComparison.Ordinal);
    }

    /// <summary>The lines, without what switches the keyboard.</summary>
    static string[] Plain(string output) => [.. Regex.Replace(output, "\u001b(\\[\\?1h|=)", "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];

    static string OnTerminal((string Name, string Value)? variable, params string[] arguments) => OnTerminal(variable, 100, arguments);

    static string OnTerminal((string Name, string Value)? variable, int width, params string[] arguments)
    {
        SkipUnlessThereIsScript();
        string command = $"stty cols {width} rows 24; dotnet {Path.Combine(AppContext.BaseDirectory, "fintracer.dll")} {string.Join(' ', arguments)} --quiet"; // progress would stand between the lines
        var start = new ProcessStartInfo("script", ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["PAGER"] = "cat";
        if (variable is var (name, value))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    static void SkipUnlessThereIsScript()
    {
        if (!File.Exists("/usr/bin/script") && Environment.GetEnvironmentVariable("FINTRACER_CI") != "1")
        {
            Needs.Missing("there is no script(1) that makes a terminal");
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
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

    static string OnTerminal((string Name, string Value)? variable, params string[] arguments)
    {
        SkipUnlessThereIsScript();
        string command = $"dotnet {Path.Combine(AppContext.BaseDirectory, "fintracer.dll")} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo("script", ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment["TERM"] = "xterm-256color";
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
            Assert.Skip("there is no script(1) that makes a terminal");
        }
    }
}

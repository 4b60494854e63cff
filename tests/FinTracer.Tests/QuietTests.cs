using System;
using System.IO;
using FinTracer.Commands;
using FinTracer.Reporting;
using Xunit;

namespace FinTracer.Tests;

/// <summary>The progress line of long work: on a terminal only, and not where the user wants none.</summary>
public sealed class QuietTests
{
    [Fact]
    public void Long_work_shows_how_far_it_is_on_a_terminal_and_clears_the_line()
    {
        string error = ErrorOf(isTerminal: true);
        Assert.Contains("frames", error, StringComparison.Ordinal);
        Assert.EndsWith("\r", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_shows_nothing() => Assert.Equal("", ErrorOf(isTerminal: true, "--quiet"));

    [Fact]
    public void Without_a_terminal_there_is_no_line() => Assert.Equal("", ErrorOf(isTerminal: false));

    static string ErrorOf(bool isTerminal, params string[] options)
    {
        using var error = new StringWriter();
        using var output = new StringWriter();
        string report = Path.GetTempFileName();
        try
        {
            var environment = new ProgramEnvironment
            {
                OpenOutput = ReportDestination.StandardOutput,
                Output = output,
                Error = error,
                TerminalWidth = null,
                ErrorIsTerminal = isTerminal,
                Variable = _ => null,
                Clock = new Hasty(),
            };
            string input = Path.Combine(Repository.Captures, "ab-puzzle", "server.pcap.zst");
            Assert.Equal(0, new CommandTree(new FileOpener(), environment).Run(["analyze", input, "-o", report, .. options]));
            return error.ToString();
        }
        finally
        {
            File.Delete(report);
        }
    }

    /// <summary>A minute passes between any two looks at the clock.</summary>
    sealed class Hasty : TimeProvider
    {
        long _minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * _minutes++;
    }
}

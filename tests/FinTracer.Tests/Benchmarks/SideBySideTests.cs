using System;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Benchmarks;

/// <summary>The side-by-side run does what it says, whatever the times are.</summary>
public sealed class SideBySideTests
{
    [Fact]
    public void One_command_prints_a_table_with_a_row_for_every_program()
    {
        Needs.That(Tool.Exists("tcpdump") && File.Exists("/usr/bin/time"), "tcpdump or GNU time is not installed");
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string build = Path.Combine(AppContext.BaseDirectory, "fintracer.dll");

        int exitCode = BenchmarkCommand.Run(
            ["side-by-side", "--inputs", "ab", "half-open", "--size", "0.001", "--runs", "2", "--alone", "--folder", folder.Path, "--fintracer", $"mine={build}"], output, errors);

        Assert.Equal(0, exitCode);
        string[] rows = [.. output.ToString().Split('\n').Where(line => line.StartsWith('|'))];
        Assert.Equal(2 * 5, rows.Length);
        Assert.Equal(2, rows.Count(row => row.StartsWith("| tcpdump", StringComparison.Ordinal) && row.Contains(" 1.00 ", StringComparison.Ordinal)));
        Assert.Equal(2, rows.Count(row => row.StartsWith("| mine, table ", StringComparison.Ordinal)));
        Assert.Equal(2, rows.Count(row => row.StartsWith("| mine, NDJSON ", StringComparison.Ordinal)));
        Assert.Contains("1,110 frames", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_prints_a_row_for_every_length_and_leaves_no_capture_behind()
    {
        Needs.That(Tool.Exists("tcpdump") && File.Exists("/usr/bin/time"), "tcpdump or GNU time is not installed");
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        string build = Path.Combine(AppContext.BaseDirectory, "fintracer.dll");

        int exitCode = BenchmarkCommand.Run(["growth", "--points", "0.00111", "0.00222", "--runs", "1", "--folder", folder.Path, "--fintracer", build], output, TextWriter.Null);

        Assert.Equal(0, exitCode);
        string[] rows = [.. output.ToString().Split('\n').Where(line => line.StartsWith("| FinTracer, table ", StringComparison.Ordinal))];
        Assert.Equal(2, rows.Length);
        Assert.Contains(" 1,110 ", rows[0], StringComparison.Ordinal);
        Assert.Contains(" 2,220 ", rows[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("side-by-side --inputs nothing", "nothing: no such input (there are ab, small, bulk, half-open)")]
    [InlineData("side-by-side --size 0.001 --fintracer /nowhere/fintracer", "/nowhere/fintracer: no such file")]
    public void What_is_missing_is_said_in_one_line(string command, string complaint)
    {
        Needs.That(File.Exists("/usr/bin/time"), "GNU time is not installed");
        using var folder = new TemporaryFolder();
        using var errors = new StringWriter();

        int exitCode = BenchmarkCommand.Run([.. command.Split(' '), "--folder", folder.Path], TextWriter.Null, errors);

        Assert.Equal(2, exitCode);
        Assert.Equal($"benchmarks: {complaint}", errors.ToString().TrimEnd().Split('\n')[^1]);
    }
}

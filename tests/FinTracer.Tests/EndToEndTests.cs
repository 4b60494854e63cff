using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace FinTracer.Tests;

/// <summary>The program end to end: exit codes, inputs good and bad, closed pipes, and output that depends on the capture alone.</summary>
public sealed class EndToEndTests : IDisposable
{
    const string Small = "captures/server-closes-first/client.pcap";
    const string Crowd = "captures/ab-puzzle/server.pcap.zst";

    readonly string _folder = Directory.CreateTempSubdirectory("fintracer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_whole_capture_ends_with_0_and_says_nothing_on_stderr()
    {
        var (exit, output, error) = Fintracer.Run("analyze", Small);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("responder 1 (100 %)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Argument 'tcsh' not recognized. Must be one of: 'bash' 'zsh' 'fish'", "completions", "tcsh")]
    [InlineData("Unrecognized command or argument 'frob'.", "frob")]
    [InlineData("Required command was not provided.")]
    public void What_is_wrong_with_the_arguments_is_one_line(string words, params string[] arguments)
    {
        var (exit, output, error) = Fintracer.Run(arguments);
        Assert.Equal((2, "", $"fintracer: {words}"), (exit, output, error.Split('\n')[0]));
        Assert.StartsWith("Try 'fintracer", error.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_ends_with_3_and_one_line()
    {
        var (exit, output, error) = Fintracer.Run("analyze", Path.Combine(_folder, "absent.pcap"));
        Assert.Equal(3, exit);
        Assert.Equal("", output);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void An_empty_folder_ends_with_3_and_one_line()
        => Assert.Equal((3, "", $"fintracer: {_folder}: the folder holds no file\n"), Fintracer.Run("analyze", _folder));

    [Fact]
    public void An_empty_file_ends_with_3_and_one_line()
    {
        string path = Path.Combine(_folder, "empty.pcap");
        File.WriteAllBytes(path, []);
        var (exit, _, error) = Fintracer.Run("analyze", path);
        Assert.Equal(3, exit);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_cut_file_ends_with_1_and_reports_what_came_before()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Repository.Root, Small));
        string path = Path.Combine(_folder, "cut.pcap");
        File.WriteAllBytes(path, whole[..^7]);
        var (exit, output, error) = Fintracer.Run("analyze", path, "--format", "ndjson");
        Assert.Equal(1, exit);
        Assert.Contains("fintracer/connection/1", output, StringComparison.Ordinal);
        Assert.Contains("cut.pcap", error, StringComparison.Ordinal);
        Assert.Contains("octet", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--time-wait=nonsense")]
    [InlineData("--top=-1")]
    public void A_usage_error_ends_with_2(string option) => Assert.Equal(2, Fintracer.Run("analyze", Small, option).ExitCode);

    [Fact]
    public void A_report_that_cannot_be_written_leaves_the_old_one_alone()
    {
        string path = Path.Combine(_folder, "report.json");
        File.WriteAllText(path, "old");
        var (exit, output, _) = Fintracer.Run("analyze", Path.Combine(_folder, "absent.pcap"), "-o", path, "--format", "json");
        Assert.NotEqual(0, exit);
        Assert.Equal(("", "old"), (output, File.ReadAllText(path)));
        Assert.Equal(0, Fintracer.Run("analyze", Small, "-o", path, "--format", "json").ExitCode);
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("fintracer/report/1", report.RootElement.GetProperty("schema").GetString());
        Assert.Equal("report.json", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void A_report_is_written_to_a_file_that_does_not_exist_yet()
    {
        string path = Path.Combine(_folder, "new.json");
        Assert.Equal((0, "", ""), Fintracer.Run("analyze", Small, "-o", path, "--format", "json"));
        Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_goes_through_a_link_to_where_it_leads()
    {
        string link = Path.Combine(_folder, "link.csv"), target = Path.Combine(_folder, "target.csv");
        File.CreateSymbolicLink(link, target);
        Assert.Equal((0, "", ""), Fintracer.Run("analyze", Small, "-o", link, "--format", "csv"));
        Assert.Equal(Fintracer.Run("analyze", Small, "--format", "csv").Output, File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("ndjson")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("zeek")]
    [InlineData("html")]
    public void A_closed_pipe_ends_it_quietly(string format)
    {
        using var process = Fintracer.Start("analyze", Crowd, "--format", format);
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, error));
    }

    [Fact]
    public async Task Standard_input_gives_the_same_records_as_the_file()
    {
        using var process = Fintracer.Start("analyze", "-", "--format", "ndjson");
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, Small)));
        process.StandardInput.Close();
        Assert.Equal(Fintracer.Run("analyze", Small, "--format", "ndjson").Output, await output);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("ndjson")]
    [InlineData("json")]
    [InlineData("csv")]
    public void The_report_does_not_depend_on_the_number_of_threads(string format)
    {
        string one = Fintracer.Run("analyze", Crowd, "--format", format, "--threads", "1").Output;
        Assert.NotEmpty(one);
        Assert.Equal(one, Fintracer.Run("analyze", Crowd, "--format", format, "--threads", "2").Output);
    }

    [Fact]
    public void Piped_output_has_no_escape_codes()
        => Assert.DoesNotContain('\u001b', Fintracer.Run("analyze", Small).Output);

    [Fact]
    public void The_puzzle_is_answered_as_the_kernel_counted_it()
    {
        string output = Fintracer.Run("analyze", Crowd, "--top", "0").Output;
        var truth = Lab.Truth.TruthFile.Read(Path.Combine(Repository.Root, Path.GetDirectoryName(Crowd)!, "truth.json")).Crowd!;
        string First(string side) => truth.ClosedFirst[side].ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"responder {First("server")} (", output, StringComparison.Ordinal);
        Assert.Contains($"initiator {First("client")} (", output, StringComparison.Ordinal);
        string reused = truth.TimeWaitReplaced["server"].ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"{reused} connections reused a four-tuple, {reused} while it was still in TIME-WAIT.", output, StringComparison.Ordinal);
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using FinTracer.Commands;
using Xunit;

namespace FinTracer.Tests.Sources;

/// <summary>What is no capture among inputs that are: it is skipped, and the report says so once, however many there are.</summary>
public sealed class SkippedInputTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public SkippedInputTests()
    {
        _folder.Write("d/capture.pcap", File.ReadAllBytes(Path.Combine(Repository.Captures, "refused/client.pcap")));
        _folder.Write("d/notes.txt", "# not a capture"u8.ToArray());
        _folder.Write("d/nothing", []);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folders_other_files_are_skipped_and_no_error()
    {
        (int exitCode, string page, string error) = Fintracer.Run("analyze", _folder.Of("d"));
        Assert.Equal(ExitCode.Done, exitCode);
        string[] told = error.TrimEnd().Split('\n');
        Assert.Equal(2, told.Length);
        Assert.StartsWith($"fintracer: {_folder.Of("d/notes.txt")}: not a capture that FinTracer or libpcap knows: ", told[0], StringComparison.Ordinal);
        Assert.StartsWith($"fintracer: {_folder.Of("d/nothing")}: the input is empty: ", told[1], StringComparison.Ordinal);
        Assert.All(told, line => Assert.EndsWith("; skipped", line, StringComparison.Ordinal));

        Assert.Contains($"skipped  2 inputs are no captures: {_folder.Of("d/notes.txt")}, {_folder.Of("d/nothing")}\n", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("notes.txt").Length - 1);
        Assert.DoesNotContain("problem", page, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(Fintracer.Run("analyze", _folder.Of("d"), "--format", "json").Output);
        Assert.Equal([0, 1, 1], report.RootElement.GetProperty("captures").EnumerateArray().Select(capture => capture.GetProperty("problems").GetArrayLength()));
    }

    [Fact]
    public void A_file_that_was_named_is_an_error_all_the_same()
    {
        Assert.Equal(ExitCode.InputErrors, Fintracer.Run("analyze", _folder.Of("d/capture.pcap"), _folder.Of("d/notes.txt")).ExitCode);
        (int exitCode, string page, string error) = Fintracer.Run("analyze", _folder.Of("d/notes.txt"));
        Assert.Equal((ExitCode.NothingRead, ""), (exitCode, page));
        Assert.DoesNotContain("skipped", error, StringComparison.Ordinal);
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>A capture that is still being written (<c>analyze --follow</c>): told as it grows, and in the end the same as the whole.</summary>
[Collection(nameof(RunAlone))]
public sealed class FollowTests : IDisposable
{
    const string Capture = "captures/server-closes-first/client.pcap";
    const string Later = "captures/simultaneous-close/client.pcap";
    const int FileHeader = 24;
    const int HalfARecord = 20;

    readonly TemporaryFolder _folder = new();
    readonly byte[] _octets = File.ReadAllBytes(Path.Combine(Repository.Root, Capture));

    public FollowTests() => LinuxProcess.SkipElsewhere();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_growing_file_is_told_as_it_grows_and_in_the_end_as_the_whole()
    {
        byte[] later = File.ReadAllBytes(Path.Combine(Repository.Root, Later))[FileHeader..];
        string whole = _folder.Write("whole.pcap", [.. _octets, .. later]);
        string growing = _folder.Write("growing.pcap", []);
        using Process process = Fintracer.Start("analyze", growing, "--follow", "--format", "ndjson");
        Task<string> error = process.StandardError.ReadToEndAsync();

        Append(growing, _octets.AsSpan(0, HalfARecord)); // not even the whole file header
        Append(growing, _octets.AsSpan(HalfARecord));
        Append(growing, later.AsSpan(0, HalfARecord));
        List<string> lines = [(await process.StandardOutput.ReadLineAsync())!]; // it has closed: told, though the file is not done
        Assert.False(Parse(lines[0])["final"]!.GetValue<bool>());
        Append(growing, later.AsSpan(HalfARecord));
        lines.Add((await process.StandardOutput.ReadLineAsync())!);
        LinuxProcess.Terminate(process);
        lines.AddRange((await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await process.WaitForExitAsync();

        Assert.Equal((0, $"fintracer: following {growing}; Ctrl-C ends it with the report\n"), (process.ExitCode, await error));
        var (_, atOnce, _) = Fintracer.Run("analyze", whole, "--format", "ndjson");
        Assert.Equal(Records(atOnce.Split('\n', StringSplitOptions.RemoveEmptyEntries)), Records(lines));
    }

    /// <summary>tcpdump without -U leaves the last record half written: silence ends the report there, and that is no fault of the file.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("table")]
    [InlineData("csv")]
    public void Silence_ends_it_also_in_the_middle_of_a_record(string format)
    {
        string file = _folder.Write("cut.pcap", _octets[..^HalfARecord]);
        var (exit, output, error) = Fintracer.Run("analyze", file, "--follow", "--idle", "0.3", "--quiet", "--format", format);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains(format == "table" ? "10 frames" : "10.2.1.2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_told_as_it_comes()
    {
        using Process process = Fintracer.Start("analyze", "-", "--follow", "--format", "ndjson", "--quiet");
        await process.StandardInput.BaseStream.WriteAsync(_octets);
        await process.StandardInput.BaseStream.FlushAsync();
        Assert.Contains("\"final\":false", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        process.StandardInput.Close();
        Assert.Contains("\"final\":true", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("cut", "the file was cut to 30 octets while it was followed")]
    [InlineData("replaced", "another file has taken its place while it was followed")]
    [InlineData("deleted", "it was moved or deleted while it was followed")]
    public async Task What_happens_to_the_file_is_said(string what, string words)
    {
        string file = _folder.Write("capture.pcap", _octets);
        using Process process = Fintracer.Start("analyze", file, "--follow", "--format", "ndjson", "--quiet");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string first = (await process.StandardOutput.ReadLineAsync())!;
        switch (what)
        {
            case "cut":
                await using (var writer = new FileStream(file, FileMode.Open)) { writer.SetLength(30); }
                break;
            case "replaced":
                File.Move(_folder.Write("other.pcap", _octets), file, overwrite: true);
                break;
            default:
                File.Delete(file);
                break;
        }
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((1, $"fintracer: {file}: the input could not be read on at octet {_octets.Length}: {words}\n"), (process.ExitCode, await error));
        Assert.Contains("\"final\":true", first + rest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--follow takes one file, a pipe or -", Capture, "captures/server-closes-first/server.pcap", "--follow")]
    [InlineData("--follow takes one file, a pipe or -", "captures", "--follow")]
    [InlineData("--idle needs --follow", Capture, "--idle", "3")]
    [InlineData("--idle: must be above 0 and at most a year", Capture, "--follow", "--idle", "0")]
    [InlineData("--follow: a conn.log is not written while its connections last; take --format ndjson", Capture, "--follow", "--format", "zeek")]
    public void What_cannot_be_followed_is_refused(string words, params string[] arguments)
    {
        var (exit, output, error) = Fintracer.Run(["analyze", .. arguments]);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith($"fintracer: {words}\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_cannot_be_followed()
    {
        string file = _folder.Write("capture.pcap.gz", CompressedInputTests.Compress("gzip", _octets));
        Assert.Equal((3, "", $"fintracer: {file}: cannot be read: compressed with gzip: what is still being compressed cannot be followed\n"), Fintracer.Run("analyze", file, "--follow", "--quiet"));
    }

    static void Append(string path, ReadOnlySpan<byte> octets)
    {
        using var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        writer.Write(octets);
    }

    /// <summary>The last record of each connection, without its number among the records of that connection.</summary>
    static List<string> Records(IEnumerable<string> lines) => [.. lines.Select(Parse).Where(record => record["final"]?.GetValue<bool>() != false).Select(record =>
    {
        record.Remove("revision");
        record.Remove("final");
        return record.ToJsonString();
    })];

    static JsonObject Parse(string line) => JsonNode.Parse(line)!.AsObject();
}

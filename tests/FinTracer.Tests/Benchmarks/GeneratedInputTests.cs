using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FinTracer.Benchmarks.Inputs;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Benchmarks;

/// <summary>The inputs of the benchmarks are what they claim to be: by tshark, and by FinTracer's own report.</summary>
public sealed class GeneratedInputTests
{
    /// <summary>Every shape, small; the <c>ab</c> shape also past the reuse of its four-tuples, and cut short.</summary>
    public static TheoryData<string, double, int?> Inputs => new()
    {
        { "ab", 0.01, null },
        { "ab", 0.3, 96 },
        { "small", 0.005, null },
        { "bulk", 0.01, null },
        { "half-open", 0.01, null },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void FinTracer_counts_what_the_generator_made(string shape, double size, int? snapLength)
    {
        using var folder = new TemporaryFolder();
        InputCounts made = Make(shape, size, snapLength, folder.Of("input.pcap"));
        long Of(Ending ending) => made.Connections.GetValueOrDefault(ending);

        (int exitCode, string output, string error) = Fintracer.Run("analyze", folder.Of("input.pcap"), "--format", "ndjson", "--quiet");

        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        ReportTally found = ReportTally.Of(output);
        Assert.Equal(made.Connections.Values.Sum(), found.Connections);
        Assert.Equal(Of(Ending.ServerFirst) + Of(Ending.FinRepeated) + Of(Ending.LateData), found.Closes("graceful", "responder"));
        Assert.Equal(Of(Ending.ClientFirst), found.Closes("graceful", "initiator"));
        Assert.Equal(Of(Ending.ClientAbort), found.Closes("aborted", "initiator"));
        Assert.Equal(Of(Ending.Flood), found.Closes("not_established", null));
        Assert.Equal(Of(Ending.NeverClosed), found.Closes("open", null));
        Assert.Equal(made.Controls[TcpFlags.Rst], found.Resets.Values.Sum());
        Assert.Equal(Of(Ending.ClientAbort), found.Resets.GetValueOrDefault("abort"));
        Assert.Equal(Of(Ending.LateData), found.Resets.GetValueOrDefault("late_duplicate"));
        Assert.Equal(Of(Ending.FinRepeated), found.RepeatedFins);
        Assert.Equal(Of(Ending.FinRepeated), found.TimeWaitRestarts);
        Assert.Equal(made.Frames, found.Segments);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Tshark_reads_what_the_generator_made(string shape, double size, int? snapLength)
    {
        Needs.Programs("tshark");
        using var folder = new TemporaryFolder();
        InputCounts made = Make(shape, double.Min(size, 0.01), snapLength, folder.Of("input.pcap"));

        string[] frames = Tool.Run(
            "tshark", "-n", "-r", folder.Of("input.pcap"), "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-T", "fields",
            "-e", "ip.checksum.status", "-e", "tcp.checksum.status", "-e", "tcp.stream", "-e", "tcp.flags", "-e", "tcp.len", "-e", "frame.cap_len")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string[][] fields = [.. frames.Select(frame => frame.Split('\t'))];
        Assert.Equal(made.Frames, fields.Length);
        Assert.All(fields, frame => Assert.Equal("1", frame[0]));
        Assert.All(fields.Where(_ => snapLength is null), frame => Assert.Equal("1", frame[1])); // a frame cut short cannot be summed up
        Assert.Equal(made.Connections.Values.Sum(), fields.Select(frame => frame[2]).Distinct().LongCount());
        Assert.All(made.Controls, control => Assert.Equal(control.Value, fields.LongCount(frame => (Number(frame[3]) & (int)control.Key) != 0)));
        Assert.Equal(made.PayloadOctets, fields.Sum(frame => long.Parse(frame[4], CultureInfo.InvariantCulture)));
        Assert.All(fields.Where(_ => shape == "small"), frame => Assert.Equal("64", frame[5]));
    }

    [Fact]
    public void The_same_shape_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Make("ab", 0.002, null, folder.Of("one.pcap"));
        Make("ab", 0.002, null, folder.Of("two.pcap"));

        Assert.Equal(File.ReadAllBytes(folder.Of("one.pcap")), File.ReadAllBytes(folder.Of("two.pcap")));
    }

    [Fact]
    public void An_input_is_made_once_and_kept()
    {
        using var folder = new TemporaryFolder();
        var inputs = new InputFolder(folder.Path);
        var made = new List<string>();
        Traffic traffic = Shapes.Ab(50);

        Input first = inputs.Get("ab", "", traffic, null, made.Add);
        File.SetLastWriteTimeUtc(first.File, DateTime.UnixEpoch);
        Input second = inputs.Get("ab", "", traffic, null, made.Add);
        File.WriteAllBytes(first.File, File.ReadAllBytes(first.File)[..^1]);
        Input third = inputs.Get("ab", "", traffic, null, made.Add);

        Assert.Equal(2, made.Count);
        Assert.Equal(first.Counts.Frames, second.Counts.Frames);
        Assert.Equal(first.Counts.Octets, third.Length);
    }

    static InputCounts Make(string shape, double size, int? snapLength, string file) =>
        InputFolder.Write(File.Create(file), Shapes.Named(shape)!.At(size), snapLength);

    static int Number(string hexadecimal) => Convert.ToInt32(hexadecimal, 16);
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using FinTracer.Core.Tests.Capture;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>Rolling captures of many files: few file handles are enough, and one bad file is named while the others are read.</summary>
[Collection(nameof(RunAlone))]
public sealed class ManyFilesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ten_thousand_files_are_read_with_few_file_handles()
    {
        LinuxProcess.SkipElsewhere();
        const int files = 10_000;
        for (int i = 0; i < files; i++) { _folder.Write($"roll-{i:D5}.pcap", Roll(i)); }
        var (exit, output, error) = Shell.Run($"ulimit -n 256; exec dotnet {AppContext.BaseDirectory}fintracer.dll analyze {_folder.Path} --format json");
        Assert.Equal((0, ""), (exit, error));
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.Equal(2 * files, report.RootElement.GetProperty("counts").GetProperty("frames").GetInt64());
        Assert.Equal(files, report.RootElement.GetProperty("captures").GetArrayLength());
    }

    /// <summary>Files that all cover the same time must be open together; those for which no handle is left are named, and the rest is reported.</summary>
    [Fact]
    public void Files_that_find_no_handle_are_named()
    {
        LinuxProcess.SkipElsewhere();
        for (int i = 0; i < 300; i++) { _folder.Write($"same-{i:D3}.pcap", Roll(0)); }
        var (exit, output, error) = Shell.Run($"ulimit -n 256; exec dotnet {AppContext.BaseDirectory}fintracer.dll analyze {_folder.Path} --top 0");
        Assert.Equal(1, exit);
        Assert.Contains("frames", output, StringComparison.Ordinal);
        string[] complaints = error.TrimEnd('\n').Split('\n');
        Assert.InRange(complaints.Length, 45, 250);
        Assert.All(complaints, line => Assert.Contains("same-", line, StringComparison.Ordinal));
    }

    [Fact]
    public void One_unreadable_file_among_many_is_named_and_the_rest_is_read()
    {
        for (int i = 0; i < 20; i++) { _folder.Write($"roll-{i:D2}.pcap", Roll(i)); }
        _folder.Write("roll-07.pcap", Roll(7)[..^5]);
        _folder.Write("roll-11.pcap", [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        File.CreateSymbolicLink(_folder.Of("roll-20.pcap"), _folder.Of("nowhere"));
        var (exit, output, error) = Fintracer.Run(["analyze", .. Directory.GetFiles(_folder.Path, "roll-*"), "--format", "json"]);
        Assert.Equal(1, exit);
        string[] complaints = [.. error.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)];
        Assert.Equal(3, complaints.Length);
        Assert.Contains("roll-07.pcap", complaints[0], StringComparison.Ordinal);
        Assert.Contains("roll-11.pcap", complaints[1], StringComparison.Ordinal);
        Assert.Contains("roll-20.pcap", complaints[2], StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.Equal((2 * 18) + 1, report.RootElement.GetProperty("counts").GetProperty("frames").GetInt64());
    }

    static byte[] Roll(int number)
    {
        byte[] frame = Convert.FromHexString("02000000000202000000000108004500002800014000400600000a0000010a0000029c40005000000064000000005002100000000000");
        frame.AsSpan(28, 2).Fill((byte)number);
        uint second = 1_700_000_000 + (uint)number;
        return new PcapBuilder().Record(second, 0, frame).Record(second, 500_000, frame).ToArray();
    }
}

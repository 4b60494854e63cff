using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using Xunit;

namespace FinTracer.Tests.Sources;

public sealed class InputSetTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static byte[] Pcap(uint seconds) => new PcapBuilder().Record(seconds, 0, [(byte)seconds]).ToArray();

    string[] Expand(params string[] names) =>
        [.. InputSet.Expand(names.Select(n => n == "-" ? n : _folder.Of(n))).Select(f => f.Name == "-" ? "-" : Path.GetRelativePath(_folder.Path, f.Name))];

    void Write(params string[] names)
    {
        foreach (string name in names)
        {
            _folder.Write(name, Pcap(1));
        }
    }

    [Fact]
    public void Files_folders_and_standard_input_are_taken_in_their_order()
    {
        Write("z.pcap", "d/b", "d/a.pcap", "d/.hidden", "d/inner/x.pcap");

        Assert.Equal(["z.pcap", "-", "d/.hidden", "d/a.pcap", "d/b"], Expand("z.pcap", "-", "d"));
        Assert.Equal([false, false, true, true, true], InputSet.Expand([_folder.Of("z.pcap"), "-", _folder.Of("d")]).Select(f => f.FoundInFolder));
    }

    [Theory]
    [InlineData("*.pcap", "a1.pcap a2.pcap b1.pcap")]
    [InlineData("a?.pcap", "a1.pcap a2.pcap")]
    [InlineData("d*/*.pcap", "d1/c.pcap d2/c.pcap")]
    [InlineData("d1/../a*", "d1/../a1.pcap d1/../a2.pcap")]
    [InlineData("**/c.pcap", "d1/c.pcap d1/e/c.pcap d2/c.pcap")]
    [InlineData("d1/**", "d1/c.pcap d1/e/c.pcap")]
    [InlineData("d1/.*", "d1/.dot")]
    [InlineData("*2", "d2/c.pcap")]
    public void Patterns_work_as_in_a_shell(string pattern, string expected)
    {
        Write("a1.pcap", "a2.pcap", "b1.pcap", "d1/c.pcap", "d2/c.pcap", "d1/e/c.pcap", "d1/.dot");
        string[] files = expected.Split(' ');
        if (pattern == "d1/**")
        {
            // The folder that ** also matches would give its file a second time.
            Assert.Throws<InputSetException>(() => Expand(pattern));
            return;
        }

        Assert.Equal(files.Select(f => Path.GetFullPath(_folder.Of(f))), InputSet.Expand([_folder.Of(pattern)]).Select(f => f.FullPath!));
    }

    [Fact]
    public void A_file_whose_name_is_a_pattern_is_that_file()
    {
        Write("a*.pcap", "ab.pcap");

        Assert.Equal(["a*.pcap"], Expand("a*.pcap"));
    }

    [Fact]
    public void What_names_nothing_is_refused_by_name()
    {
        Directory.CreateDirectory(_folder.Of("empty"));

        Assert.Equal($"{_folder.Of("no.pcap")}: no such file or folder", Assert.Throws<InputSetException>(() => Expand("no.pcap")).Message);
        Assert.Equal($"{_folder.Of("no*")}: no file matches", Assert.Throws<InputSetException>(() => Expand("no*")).Message);
        Assert.Equal($"{_folder.Of("empty")}: the folder holds no file", Assert.Throws<InputSetException>(() => Expand("empty")).Message);
    }

    [Theory]
    [InlineData("a.pcap", "a.pcap")]
    [InlineData("a.pcap", "d/../a.pcap")]
    [InlineData("d", "d/b.pcap")]
    [InlineData("*.pcap", "a.pcap")]
    [InlineData("-", "-")]
    public void The_same_file_twice_is_refused(string first, string second)
    {
        Write("a.pcap", "d/b.pcap");

        Assert.Contains("is given twice", Assert.Throws<InputSetException>(() => Expand(first, second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_as_one_capture_and_what_is_none_is_noted()
    {
        _folder.Write("d/1.pcap", Pcap(20));
        _folder.Write("d/2.pcap", Pcap(10));
        _folder.Write("d/README.md", "# not a capture"u8.ToArray());
        _folder.Write("d/empty", []);

        using IFrameSource source = InputSet.Open(InputSet.Expand([_folder.Of("d")]));

        Assert.Equal(["0A", "14"], ExpectedFrame.All(source).Select(f => f.Hex));
        Assert.Equal(["2.pcap", "1.pcap", "README.md", "empty"], source.Inputs.Select(i => Path.GetFileName(i.Name)));
        Assert.Equal(
            [[], [], [InputProblemKind.NotACapture], [InputProblemKind.Empty]],
            source.Inputs.Select(i => i.Problems.Select(p => p.Kind).ToArray()));
    }

    [Fact]
    public void A_single_file_is_read_directly()
    {
        string path = _folder.Write("a.pcap", Pcap(7));

        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));

        Assert.IsType<PcapReader>(source);
        Assert.Equal("07", Assert.Single(ExpectedFrame.All(source)).Hex);
    }

    [Fact]
    public void A_single_file_that_is_none_gives_its_problem_and_no_frames()
    {
        using IFrameSource source = InputSet.Open(InputSet.Expand([_folder.Write("a.txt", "hello, world"u8.ToArray())]));

        Assert.Empty(ExpectedFrame.All(source));
        Assert.Equal(InputProblemKind.NotACapture, Assert.Single(Assert.Single(source.Inputs).Problems).Kind);
    }

    [Fact]
    public void A_file_that_went_away_or_is_forbidden_is_a_problem_of_its_own()
    {
        IReadOnlyList<InputFile> files = InputSet.Expand([_folder.Write("a.pcap", Pcap(7)), _folder.Write("b.pcap", Pcap(8))]);
        File.Delete(_folder.Of("a.pcap"));

        using IFrameSource source = InputSet.Open(files);

        Assert.Equal("08", Assert.Single(ExpectedFrame.All(source)).Hex);
        Assert.Equal([new(InputProblemKind.Unreadable, 0, "it is not there any more")], source.Inputs[1].Problems);
    }

    [Fact]
    public void The_name_does_not_decide_what_a_file_is()
    {
        var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Pcap(5));
        }
        _folder.Write("d/plain.gz", Pcap(4));
        _folder.Write("d/compressed.pcap", compressed.ToArray());

        using IFrameSource source = InputSet.Open(InputSet.Expand([_folder.Of("d")]));

        Assert.Equal(["04", "05"], ExpectedFrame.All(source).Select(f => f.Hex));
        Assert.Equal([null, "gzip"], source.Inputs.Select(i => i.Compression));
    }
}

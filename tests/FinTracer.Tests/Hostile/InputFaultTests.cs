using System;
using System.IO;
using FinTracer.Capture;
using FinTracer.Core.Tests.Capture;
using FinTracer.Sources;
using FinTracer.Tests.Sources;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>What happens to a file while it is read: what came before is reported, and what was lost is said with its place.</summary>
public sealed class InputFaultTests : IDisposable
{
    const int Frames = 100_000;
    const int FrameOctets = 60;
    const int RecordOctets = 16 + FrameOctets;
    const int FileHeader = 24;

    readonly TemporaryFolder _folder = new();
    readonly string _path;

    public InputFaultTests() => _path = _folder.Write("read.pcap", File(Frames, linkType: 1));

    public void Dispose() => _folder.Dispose();

    /// <summary>Behind what has been read, and before it: the reader has some octets in hand by then.</summary>
    [Theory]
    [InlineData(Frames - 10)]
    [InlineData(3)]
    public void A_file_that_is_cut_while_it_is_read_is_reported_up_to_the_cut(int kept)
    {
        (long frames, CaptureInput input) = ReadWhile(() =>
        {
            using FileStream file = Written();
            file.SetLength(FileHeader + ((long)kept * RecordOctets) + 5);
        });

        InputProblem problem = Assert.Single(input.Problems);
        Assert.Equal(InputProblemKind.Truncated, problem.Kind);
        Assert.InRange(frames, kept, Frames - 1);
        Assert.Equal(FileHeader + (frames * RecordOctets), problem.Offset);
        Assert.Equal(frames, input.Frames);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_is_read_to_its_end_and_the_new_one_is_not()
    {
        (long frames, CaptureInput input) = ReadWhile(() =>
        {
            string next = _folder.Write("next.pcap", File(5, linkType: 113));
            System.IO.File.Move(next, _path, overwrite: true);
        });

        Assert.Empty(input.Problems);
        Assert.Equal(Frames, frames);
    }

    [Fact]
    public void A_file_that_is_deleted_while_it_is_read_is_read_to_its_end()
    {
        (long frames, CaptureInput input) = ReadWhile(() => System.IO.File.Delete(_path));

        Assert.Empty(input.Problems);
        Assert.Equal(Frames, frames);
    }

    /// <summary>Octets that change their meaning in the middle: the records behind are not believed, and none before is lost.</summary>
    [Fact]
    public void A_file_that_is_overwritten_while_it_is_read_never_gives_more_than_it_has()
    {
        (long frames, CaptureInput input) = ReadWhile(() =>
        {
            using FileStream file = Written();
            file.Position = FileHeader + ((Frames - 50) * (long)RecordOctets);
            file.Write(new byte[RecordOctets * 20].AsSpan());
            for (int i = 0; i < RecordOctets * 30; i++) { file.WriteByte(0xFF); }
        });

        Assert.InRange(frames, Frames - 50, Frames + (RecordOctets * 20 / 16));
        Assert.Equal(InputProblemKind.Corrupt, Assert.Single(input.Problems).Kind);
    }

    /// <summary>Reads a hundred frames, lets something happen, and reads on.</summary>
    (long Frames, CaptureInput Input) ReadWhile(Action happens)
    {
        var input = new CaptureInput(_path);
        using CaptureReader reader = new InputFile(_path).Open(input)!;
        long frames = 0;
        for (; frames < 100; frames++) { Assert.True(reader.TryRead(out _)); }
        happens();
        while (reader.TryRead(out Frame frame))
        {
            Assert.InRange(frame.Data.Length, 0, FrameOctets);
            frames++;
        }

        return (frames, input);
    }

    FileStream Written() => new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    static byte[] File(int frames, uint linkType)
    {
        var builder = new PcapBuilder(linkType: linkType);
        for (int i = 0; i < frames; i++) { builder.Record(1_700_000_000, (uint)i, new byte[FrameOctets]); }
        return builder.ToArray();
    }
}

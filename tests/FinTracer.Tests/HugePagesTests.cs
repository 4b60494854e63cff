using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FinTracer.Commands;
using Xunit;

namespace FinTracer.Tests;

public sealed class HugePagesTests
{
    // As proc_pid_maps(5) has them: a program, a reserve of which parts are in use, a library.
    static readonly string[] s_maps =
    [
        "55d3c60ef000-55d3c673f000 r-xp 00011000 fe:00 11878413                   /usr/bin/fintracer",
        "7f69a0400000-7f69a0c00000 rw-p 00000000 00:00 0 ",
        "7f69be800000-7f69bec00000 rw-p 00000000 00:00 0 ",
        "7f69bec00000-7f69c0b3b000 ---p 00000000 00:00 0 ",
        "7f69c0b3b000-7f69c1400000 rw-p 00000000 00:00 0 ",
        "7f69c1400000-7f69c1601000 r--p 00000000 fe:00 332096                     /usr/lib/libc.so.6",
        "7ffc4cc46000-7ffc4cc67000 rw-p 00000000 00:00 0                          [stack]",
    ];

    [Theory]
    [InlineData(0x7f69be800000, 0x7f69be800000, 0x7f69c1400000)]
    [InlineData(0x7f69bf000000, 0x7f69be800000, 0x7f69c1400000)]
    [InlineData(0x7f69c13fffff, 0x7f69be800000, 0x7f69c1400000)]
    [InlineData(0x7f69a0400001, 0x7f69a0400000, 0x7f69a0c00000)]
    [InlineData(0x7f69a0c00000, 0, 0)] // between two
    [InlineData(0x55d3c60ef000, 0, 0)] // a file's
    [InlineData(0x7f69c1500000, 0, 0)]
    [InlineData(0x7ffc4cc46000, 0, 0)] // the stack has a name
    [InlineData(0x7fffffffffff, 0, 0)]
    [InlineData(0x1000, 0, 0)]
    public void The_heap_is_the_run_of_anonymous_mappings_around_an_object(long address, long start, long end) =>
        Assert.Equal(((nint)start, (nint)end), HugePages.MappingAround(s_maps, (nint)address));

    /// <summary>A file so large that its run asks for huge pages gives what it gives through a pipe, whose length nobody knows.</summary>
    [Fact]
    public async Task Nothing_but_the_memory_changes()
    {
        string file = Path.GetTempFileName();
        try
        {
            byte[] capture = Captures.ServerCloses(46_000);
            Assert.True(capture.Length > HugePages.WorthwhileOctets, $"{capture.Length} octets are too few for this test");
            File.WriteAllBytes(file, capture);

            (int exitCode, string output, string error) = Fintracer.Run("analyze", file, "--format", "csv");

            using Process piped = Fintracer.Start("analyze", "-", "--format", "csv");
            var read = piped.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            piped.StandardInput.BaseStream.Write(capture);
            piped.StandardInput.Close();
            Assert.Equal((0, ""), (exitCode, error));
            Assert.Equal(46_000 + 1, output.Count(c => c == '\n'));
            Assert.Equal(Lines(await read), Lines(output));
        }
        finally
        {
            File.Delete(file);
        }
    }

    static string[] Lines(string csv) => [.. csv.Split('\n').Select(line => line.TrimEnd('\r'))];
}

using System;
using System.IO;
using System.Linq;
using Xunit;

namespace FinTracer.Tests;

/// <summary>
/// Every story's report at the server, as it was looked at once. Whether it is right is the business of the kernel's account; this shows an unintended change.
/// </summary>
public sealed class GoldenReportTests
{
    public static TheoryData<string> Stories() =>
        [.. Directory.GetDirectories(Repository.Captures)
        .Where(folder => File.Exists(Path.Combine(folder, "server.pcap"))).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static MatrixTheoryData<string, string> Formats() =>
        new(["server-closes-first", "last-ack-lost-often", "tuple-reused-five-times", "data-crossed-fin-stream", "half-open-new-syn"], ["table", "csv", "json", "zeek"]);

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_report_of_a_story_is_the_accepted_one(string story)
    {
        var (exit, output, _) = Fintracer.Run("analyze", $"captures/{story}/server.pcap", "--format", "ndjson");
        Assert.Equal(0, exit);
        Golden.Check($"Goldens/{story}.ndjson", output);
    }

    /// <summary>The other formats, on stories that between them fill every part of a record.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void The_report_in_another_format_is_the_accepted_one(string story, string format)
    {
        var (exit, output, _) = Fintracer.Run("analyze", $"captures/{story}/server.pcap", "--format", format);
        Assert.Equal(0, exit);
        Golden.Check($"Goldens/Formats/{story}.{format}.txt", output);
    }

    [Fact]
    public void No_golden_outlives_its_story()
        => Assert.Equal(Stories().Select(story => story.Data), Directory.GetFiles(Path.Combine(Repository.Root, "tests", "FinTracer.Tests", "Goldens"), "*.ndjson")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_the_puzzle_is_the_accepted_one()
        => Golden.Check("Goldens/ab-puzzle.txt", Fintracer.Run("analyze", "captures/ab-puzzle/server.pcap.zst", "--top", "5").Output);

    [Fact]
    public void A_folder_is_one_capture()
    {
        string output = Fintracer.Run("analyze", "captures/fin-lost", "--format", "ndjson").Output;
        Assert.Contains("client.pcap", output, StringComparison.Ordinal);
        Assert.Contains("server.pcap", output, StringComparison.Ordinal);
    }
}

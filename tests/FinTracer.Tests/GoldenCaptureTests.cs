using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FinTracer.Commands;
using FinTracer.Reporting;
using Xunit;

namespace FinTracer.Tests;

/// <summary>
/// Every capture of every story, from each place and in each cell: what was decided, a line a connection, and the hash of its whole NDJSON report, as accepted. The lines
/// are for the reader of a difference; the hash is what no difference escapes.
/// </summary>
public sealed class GoldenCaptureTests
{
    public static TheoryData<string> Stories() =>
        [.. Directory.GetDirectories(Repository.Captures).Where(folder => CapturesOf(folder).Count > 0).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_capture_of_a_story_gives_the_accepted_report(string story)
    {
        string folder = Path.Combine(Repository.Captures, story);
        var told = new StringBuilder();
        foreach (string path in CapturesOf(folder))
        {
            string report = Report(path);
            told.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(folder, path).Replace('\\', '/')} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(report)))[..16]}\n");
            string[] lines = [.. report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Decided)];
            foreach (string line in lines.Length <= 20 ? lines : [.. lines.GroupBy(line => line).Select(same => $"{same.Count()}x {same.Key}").Order(StringComparer.Ordinal)])
            {
                told.Append("  ").Append(line).Append('\n');
            }
        }

        Golden.Check($"Goldens/Captures/{story}.txt", told.ToString());
    }

    [Fact]
    public void No_golden_outlives_its_story()
        => Assert.Equal(Stories().Select(story => story.Data), Directory.GetFiles(Path.Combine(Repository.Root, "tests", "FinTracer.Tests", "Goldens", "Captures"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    static List<string> CapturesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.pcap*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    static string Report(string path)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int exit = new CommandTree(new FileOpener(), new()
        {
            OpenOutput = () => ReportDestination.To(output),
            Output = TextWriter.Null,
            Error = error,
            TerminalWidth = null,
            ErrorIsTerminal = false,
            Variable = _ => null,
        }).Run(["analyze", path, "--format", "ndjson"]);
        Assert.Equal((path, 0, ""), (path, exit, error.ToString()));
        return Encoding.UTF8.GetString(output.ToArray()).Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    static string Decided(string line)
    {
        using JsonDocument record = JsonDocument.Parse(line);
        JsonElement close = record.RootElement.GetProperty("close");
        return $"{close.GetProperty("kind")} {close.GetProperty("active_closer")} {close.GetProperty("confidence")}"
            + List("time_wait", part => $"{part.GetProperty("holder")} {part.GetProperty("ended")} {part.GetProperty("restarts")}")
            + List("resets", part => $"{part.GetProperty("from")} {part.GetProperty("cause")} {part.GetProperty("effect")}")
            + List("late_segments", part => $"{part.GetProperty("from")} {part.GetProperty("kind")} {part.GetProperty("answer")}");

        string List(string name, Func<JsonElement, string> tell)
        {
            string[] parts = [.. record.RootElement.GetProperty(name).EnumerateArray().Select(tell)];
            return parts.Length == 0 ? "" : $"; {name} {string.Join(", ", parts.GroupBy(part => part).Select(same => same.Count() == 1 ? same.Key : $"{same.Count()}x {same.Key}"))}";
        }
    }
}

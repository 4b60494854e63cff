using System;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>A RST that somebody forged was provoked by no segment: every format says so, also where it is numbered as an answer to one.</summary>
public sealed class InjectedResetTests
{
    const string Forged = "captures/forged-rst-effective/middle.pcap";

    static string Report(string format) => Fintracer.Run("analyze", Forged, "--format", format).Output;

    [Fact]
    public void The_record_names_neither_provoker_nor_mode_and_the_close_calls_it_no_answer()
    {
        using JsonDocument record = JsonDocument.Parse(Report("ndjson"));
        JsonElement forged = record.RootElement.GetProperty("resets")[0];
        Assert.Equal("injected", forged.GetProperty("cause").GetString());
        Assert.Equal("unknown", forged.GetProperty("mode").GetString());
        Assert.Equal(JsonValueKind.Null, forged.GetProperty("provoked_by_frame").ValueKind);
        Assert.Equal(JsonValueKind.Null, forged.GetProperty("late_by_s").ValueKind);
        Assert.Contains("numbered as an answer to frame 5", forged.GetProperty("reasons").ToString(), StringComparison.Ordinal);
        string close = record.RootElement.GetProperty("close").GetProperty("reasons").ToString();
        Assert.DoesNotContain("answers", close, StringComparison.Ordinal);
        Assert.Contains("does not fit the endpoint", close, StringComparison.Ordinal);
    }

    [Fact]
    public void CSV_and_Zeek_leave_the_provoker_out()
    {
        string[] csv = Report("csv").Split("\r\n");
        string Cell(string column) => csv[1].Split(',')[Array.IndexOf(csv[0].Split(','), column)];
        Assert.Equal(("injected", "unknown", ""), (Cell("reset_cause"), Cell("reset_mode"), Cell("reset_provoked_by_frame")));

        string[] zeek = Report("zeek").Split('\n');
        string[] fields = zeek.Single(line => line.StartsWith("#fields", StringComparison.Ordinal)).Split('\t')[1..];
        string[] row = zeek.Single(line => line.Length > 0 && line[0] != '#').Split('\t');
        Assert.Equal("injected,half_open", row[Array.IndexOf(fields, "rst_cause")]);
        Assert.Equal("-,9", row[Array.IndexOf(fields, "rst_provoked_by_frame")]);
    }

    [Fact]
    public void Explain_says_what_it_is_numbered_as_and_blames_no_segment()
    {
        string ladder = Fintracer.Run("explain", Forged, "--frame", "8").Output;
        Assert.Contains("It is numbered as an answer to frame 5, which that endpoint did not give.", ladder, StringComparison.Ordinal);
        Assert.DoesNotContain("provoked by frame 5", ladder, StringComparison.Ordinal);
        Assert.DoesNotContain("provokes the RST in frame 8", ladder, StringComparison.Ordinal);
    }
}

using System;
using System.Linq;
using System.Text.Json;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using Xunit;

namespace FinTracer.Tests.Findings;

/// <summary>The options around findings, and the numbers of those of the crowds against the kernel's counts.</summary>
public sealed class FindingOptionTests
{
    const string Puzzle = "captures/ab-puzzle/server.pcap.zst";
    const string PortsRunOut = "captures/ports-run-out/client.pcap.zst";
    const string Refused = "captures/refused/client.pcap";

    [Fact]
    public void A_finding_that_is_named_fails_the_check_and_others_do_not()
    {
        Assert.Equal(5, Fintracer.Run("analyze", Refused, "--fail-on", "keepalive-race,refused").ExitCode);
        Assert.Equal(0, Fintracer.Run("analyze", Refused, "--fail-on", "keepalive-race").ExitCode);
        Assert.Equal(0, Fintracer.Run("analyze", Refused, "--fail-on", "refused", "--threshold", "refused.connections=2").ExitCode);
        Assert.Equal(0, Fintracer.Run("analyze", Refused, "--fail-on", "refused", "--service", ":81").ExitCode);
    }

    [Theory]
    [InlineData("--fail-on", "refusd", "port-exhaustion-near")]
    [InlineData("--threshold", "refused.conections=2", "connections, share, seconds")]
    [InlineData("--threshold", "refused.share=2", "between 0 and 1")]
    [InlineData("--threshold", "refused.seconds=2", "no threshold in seconds")]
    [InlineData("--threshold", "refusd.share=1", "port-exhaustion-near")]
    [InlineData("--ports", "60999-32768", "range")]
    [InlineData("--ports", "32768", "range")]
    [InlineData("--where", "close.kind == abort", "column 15")]
    [InlineData("--where", "resets", "'resets' holds several fields: name one of resets.frame")]
    [InlineData("--where", "time_wait[] == null", "'time_wait[]' holds several fields: name one of time_wait.holder")]
    [InlineData("--where", "close == graceful", "'close' holds several fields: name one of close.kind")]
    [InlineData("--sort", "reuse", "'reuse' holds several fields")]
    [InlineData("--sort", "close.knd", "close.kind")]
    [InlineData("--service", "web:80", "service")]
    [InlineData("--host", "10.0.0.0/33", "network")]
    [InlineData("--top", "-1", "below 0")]
    public void A_wrong_value_is_a_usage_error_that_helps(string option, string value, string help)
    {
        (int exitCode, string output, string error) = Fintracer.Run("analyze", Refused, option, value);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(help, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_findings_has_them_all()
    {
        string list = Fintracer.Run("findings").Output;
        Assert.All(Enum.GetValues<FindingCode>(), code => Assert.Contains($"\n  {Words.Of(code)} ", list, StringComparison.Ordinal));
    }

    [Fact]
    public void The_puzzle_is_explained_with_the_kernels_numbers()
    {
        JsonElement crowd = Truth("ab-puzzle"), finding = Finding(Puzzle, "server-closes-first");
        Assert.Equal(crowd.GetProperty("closed_first").GetProperty("server").GetInt64(), finding.GetProperty("connections").GetInt64());
        Assert.Equal(crowd.GetProperty("connections").GetInt64(), finding.GetProperty("of_connections").GetInt64());
        Assert.Equal(crowd.GetProperty("time_wait_entered").GetProperty("server").GetInt64(), finding.GetProperty("numbers").GetProperty("time_waits_entered").GetInt64());
        JsonElement reuse = Finding(Puzzle, "time-wait-reuse");
        Assert.Equal(crowd.GetProperty("time_wait_replaced").GetProperty("server").GetInt64(), reuse.GetProperty("connections").GetInt64());
    }

    /// <summary>The kernel had 2,000 ports and refused 20 connects for want of one.</summary>
    [Fact]
    public void Ports_that_ran_out_are_told_when_the_range_is()
    {
        JsonElement crowd = Truth("ports-run-out");
        Assert.True(crowd.GetProperty("failed_opens").GetInt64() > 0);
        JsonElement exhausted = Finding(PortsRunOut, "port-exhausted", "--ports", "32768-34767").GetProperty("numbers");
        Assert.Equal(crowd.GetProperty("connections").GetInt64(), exhausted.GetProperty("peak_held").GetInt64());
        Assert.Equal(95, 100 * Finding(PortsRunOut, "port-exhaustion-near", "--ports", "32768-34868").GetProperty("numbers").GetProperty("peak_held").GetInt64() / 2101);
    }

    static JsonElement Truth(string story)
    {
        string path = System.IO.Path.Combine(Repository.Root, "captures", story, "truth.json");
        return JsonDocument.Parse(System.IO.File.ReadAllText(path)).RootElement.GetProperty("crowd");
    }

    static JsonElement Finding(string capture, string id, params string[] options)
    {
        string report = Fintracer.Run(["analyze", capture, "--format", "json", "--top", "0", .. options]).Output;
        return JsonDocument.Parse(report).RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("id").GetString() == id);
    }
}

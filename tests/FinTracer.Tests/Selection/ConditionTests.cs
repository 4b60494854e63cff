using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using FinTracer.Reporting;
using FinTracer.Selection;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Selection;

/// <summary>Conditions over the fields of a record.</summary>
public sealed class ConditionTests
{
    /// <summary>10.0.0.1:40000 to 10.0.0.2:80, closed by the responder, then two RSTs: late data, effective, and an abort of the initiator.</summary>
    static readonly ConnectionReport Sample = Open(7).ClosedBy(Role.Responder)
        .WithReset(LateReset())
        .WithReset(LateReset(ResetCause.Abort, Role.Initiator, effective: null) with { LateByNs = null });

    [Theory]
    [InlineData("close.kind == graceful", true)]
    [InlineData("close.kind==aborted", false)]
    [InlineData("close.kind != aborted", true)]
    [InlineData("close.kind in (aborted, graceful)", true)]
    [InlineData("close.kind in(aborted,refused)", false)]
    [InlineData("id == 7", true)]
    [InlineData("id > 6 && id < 8", true)]
    [InlineData("id >= 8 || id <= 6", false)]
    [InlineData("!(id == 7)", false)]
    [InlineData("!!(id == 7)", true)]
    [InlineData("! id == 8", true)]
    [InlineData("id == 8 && id == 7 || id == 7", true)] // && binds closer
    [InlineData("id == 7 || id == 7 && id == 8", true)]
    [InlineData("(id == 7 || id == 7) && id == 8", false)]
    [InlineData("responder.port == 80", true)]
    [InlineData("initiator.address == 10.0.0.1", true)]
    [InlineData("initiator.address == 10.0.0.0/8", true)]
    [InlineData("initiator.address in (192.168.0.0/16, 10.0.0.0/31)", true)]
    [InlineData("initiator.address != 10.1.2.3/8", false)] // bits behind the prefix do not matter
    [InlineData("initiator.address == ::ffff:10.0.0.1", true)]
    [InlineData("initiator.address == 2001:db8::/32", false)]
    [InlineData("established", true)]
    [InlineData("evicted", false)]
    [InlineData("established == false", false)]
    [InlineData("resets.cause == abort", true)] // one of the two
    [InlineData("resets[].cause == late_data", true)]
    [InlineData("resets.cause != abort", false)] // the opposite of ==
    [InlineData("resets.cause == half_open", false)]
    [InlineData("resets.cause contains late", true)]
    [InlineData("resets.late_by_s > 0.1", true)]
    [InlineData("resets.late_by_s == 200ms", true)]
    [InlineData("resets.late_by_s == 200000us", true)]
    [InlineData("resets.late_by_s < 0.2s", false)]
    [InlineData("resets.late_by_s > 1min", false)]
    [InlineData("resets.effective == true", true)]
    [InlineData("resets.detail == null", true)]
    [InlineData("reuse == null", null)] // no such field: reuse has fields of its own
    [InlineData("reuse.by == null", true)]
    [InlineData("reuse.by != null", false)]
    [InlineData("reuse.by", false)]
    [InlineData("reuse.after_s < 1h", false)] // absent compares with nothing
    [InlineData("time_wait.holder == responder", true)]
    [InlineData("time_wait.ended == open", true)]
    [InlineData("first_time == 2026-01-01T00:00:00Z", true)]
    [InlineData("first_time == 1767225600", true)]
    [InlineData("last_time > 2026-01-01T00:00:00.009999999Z", true)]
    [InlineData("last_time > 2026-01-01T00:00:00.01Z", false)]
    [InlineData("last_time < 2026-01-01T02:00:00.02+02:00", true)]
    [InlineData("close.reasons contains 'acknowledges the first'", true)]
    [InlineData("close.reasons contains \"ACKNOWLEDGES\"", true)]
    [InlineData("wireshark_filter contains 'tcp.port==80'", true)]
    [InlineData("states.initiator == CLOSED", true)]
    [InlineData("first_file == 'trace.pcap'", true)]
    public void Holds_or_not(string condition, bool? expected)
    {
        if (expected is null)
        {
            Assert.Throws<ConditionException>(() => Test(condition));
            return;
        }
        Assert.Equal(expected, Test(condition)(Sample));
    }

    [Theory]
    [InlineData("", 1, "ends too early")]
    [InlineData("close.kind = graceful", 12, "==")]
    [InlineData("close.kind ==", 14, "ends too early")]
    [InlineData("close.kind == graceful &&", 26, "ends too early")]
    [InlineData("close.kind == graceful & id == 1", 25, "unexpected")]
    [InlineData("(id == 1", 9, "')'")]
    [InlineData("id == 1)", 8, "unexpected")]
    [InlineData("id == 1 && close.kid == open", 12, "close.kind")]
    [InlineData("close.kind == open || close.kind == close", 37, "aborted_after_fin")]
    [InlineData("id == seven", 7, "number")]
    [InlineData("resets.late_by_s > 5 parsecs", 22, "unexpected")]
    [InlineData("resets.late_by_s > 5parsecs", 20, "duration")]
    [InlineData("first_time > yesterday", 14, "time")]
    [InlineData("initiator.address == 10.0.0.300", 22, "address")]
    [InlineData("initiator.address == 10.0.0.1/33", 22, "address")]
    [InlineData("initiator.address < 10.0.0.1", 21, "==")]
    [InlineData("established == yes", 16, "true or false")]
    [InlineData("close.kind > open", 14, "==")]
    [InlineData("id contains 7", 13, "text")]
    [InlineData("id > null", 6, "null")]
    [InlineData("resets.cause contains 'half", 28, "ends too early")]
    public void Says_where_it_goes_wrong(string condition, int column, string about)
    {
        ConditionException wrong = Assert.Throws<ConditionException>(() => Test(condition));
        Assert.Equal(column, wrong.Column);
        Assert.Contains(about, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_run_out_of_stack()
    {
        Assert.Throws<ConditionException>(() => Test(new string('(', 100_000)));
        Assert.True(Test(new string('!', 4000) + "id == 7")(Sample));
    }

    /// <summary>What the JSON record holds can be named, and nothing else.</summary>
    [Fact]
    public void The_fields_are_those_of_the_record()
    {
        using Stream resource = typeof(ReportFormat).Assembly.GetManifestResourceStream("connection.schema.json")!;
        using JsonDocument schema = JsonDocument.Parse(resource);
        string[] ofSchema = [.. Leaves(schema.RootElement, schema.RootElement, "").Where(path => path != "schema").Order(StringComparer.Ordinal)];
        string[] ofFields = [.. new ReportFields(static _ => null).All.Select(field => field.Path).Order(StringComparer.Ordinal)];
        Assert.Equal(ofSchema, ofFields);
    }

    static Func<ConnectionReport, bool> Test(string condition) =>
        new ConditionBinder(new ReportFields(Reporting.Writing.OneName.Of)).Bind(ConditionParser.Read(condition));

    static IEnumerable<string> Leaves(JsonElement root, JsonElement node, string path)
    {
        while (node.TryGetProperty("$ref", out JsonElement reference))
        {
            node = reference.GetString()!.Split('/').Skip(1).Aggregate(root, (element, part) => element.GetProperty(part));
        }
        foreach (string choice in new[] { "oneOf", "anyOf" })
        {
            if (!node.TryGetProperty(choice, out JsonElement choices)) { continue; }
            foreach (JsonElement each in choices.EnumerateArray())
            {
                if (each.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null") { continue; }
                return Leaves(root, each, path);
            }
        }
        if (node.TryGetProperty("properties", out JsonElement properties))
        {
            return properties.EnumerateObject().SelectMany(property => Leaves(root, property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
        }
        return node.TryGetProperty("items", out JsonElement items) ? Leaves(root, items, path) : [path];
    }

    /// <summary>Parentheses in a text close nothing: thirty thousand real ones behind them would overflow the stack.</summary>
    [Fact]
    public void Text_cannot_hide_the_depth_of_a_condition()
    {
        string hidden = string.Concat(Enumerable.Repeat("(close.reasons contains \")\" && ", 100)) + "id == 7" + new string(')', 100);
        ConditionException refusal = Assert.Throws<ConditionException>(() => ConditionParser.Read(hidden));
        Assert.Contains("more than 40 parentheses in one another", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A chain is as deep as it is long.</summary>
    [Fact]
    public void A_chain_without_end_is_refused()
    {
        ConditionException refusal = Assert.Throws<ConditionException>(() => ConditionParser.Read(string.Join("&&", Enumerable.Repeat("id", 20_000))));
        Assert.Equal("column 4097: more than 4096 characters", refusal.Message);
    }

    [Theory]
    [InlineData("id \u001b[2J", "column 4: unexpected '\\x1b'")]
    [InlineData("initiator.address == '\u202e\n'", "column 22: '\\u202e\\x0a' is no address")]
    public void A_refusal_cannot_steer_the_terminal(string condition, string start)
    {
        var fields = new ReportFields(static _ => null);
        ConditionException refusal = Assert.Throws<ConditionException>(() => new ConditionBinder(fields).Bind(ConditionParser.Read(condition)));
        Assert.StartsWith(start, refusal.Message, StringComparison.Ordinal);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting;
using FinTracer.Tests.Sources;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Reporting;

/// <summary>
/// The schemas beside the code describe what the code writes, no less and no more: each is made strict (no field that it does not name) before
/// records with every member of every enumeration are held against it.
/// </summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Every_word_and_every_field_of_a_record_is_in_the_schema()
    {
        JsonSchema schema = await StrictSchema("connection.schema.json");
        foreach (CaptureInput[] inputs in new[] { Writing.OneInput, Writing.TwoInputs })
        {
            foreach (ConnectionReport connection in Variants())
            {
                AssertValid(schema, Writing.Ndjson([connection], inputs));
            }
        }
    }

    [Fact]
    public async Task A_whole_report_follows_its_schema()
    {
        JsonSchema schema = await StrictSchema("report.schema.json");
        AssertValid(schema, Writing.Json(Variants()));
        AssertValid(schema, Writing.Json(Variants(), Writing.TwoInputs));
        AssertValid(schema, Writing.Json([]));
        CaptureInput damaged = Writing.InputOf("damaged.pcapng");
        damaged.Interfaces.Add(new CaptureInterface(0, LinkType.Ethernet, 262144, "eth0"));
        foreach (InputProblemKind kind in Enum.GetValues<InputProblemKind>()) { damaged.Problems.Add(new InputProblem(kind, 24, "why")); }
        AssertValid(schema, Writing.Json([Open()], [damaged]));
    }

    [Theory]
    [InlineData("time-wait-assassinated/server.pcap")]
    [InlineData("syn-in-time-wait/client.pcap")]
    [InlineData("keepalive-timeout/server.pcap")]
    public async Task Ladders_follow_their_schema(string capture)
    {
        JsonSchema schema = await StrictSchema("ladder.schema.json");
        var (exit, json, _) = Fintracer.Run("explain", $"captures/{capture}", "-c", "1", "--format", "json");
        Assert.Equal(0, exit);
        AssertValid(schema, json);
        Assert.NotEmpty(schema.Validate(json.Replace("\"relative_seq\":", "\"relativ_seq\":", StringComparison.Ordinal)));
    }

    /// <summary>A strict schema is only a proof when it refuses something.</summary>
    [Fact]
    public async Task The_strict_schema_refuses_unknown_and_missing_fields()
    {
        JsonSchema schema = await StrictSchema("connection.schema.json");
        string record = Writing.Ndjson([Open()]);
        Assert.NotEmpty(schema.Validate(record.Replace("\"evicted\":", "\"evictd\":", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(record.Replace("\"kind\":\"open\"", "\"kind\":\"opened\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(record.Replace("\"time_wait\":[]", "\"time_wait\":[{\"surprise\":1}]", StringComparison.Ordinal)));
    }

    static IEnumerable<ConnectionReport> Variants()
    {
        ConnectionReport closed = Open().ClosedBy(Role.Responder).WithReset(LateReset()) with { Reuse = ReusedFromTimeWait };
        yield return Open();
        yield return closed;
        yield return closed with { Revision = 2, Final = false };
        yield return Open(2, "[2001:db8::1]:40000", "[2001:db8::2]:443");
        foreach (CloseKind kind in Enum.GetValues<CloseKind>()) { yield return closed with { Close = closed.Close with { Kind = kind } }; }
        foreach (ActiveCloser closer in Enum.GetValues<ActiveCloser>()) { yield return closed with { Close = closed.Close with { ActiveCloser = closer } }; }
        foreach (Confidence confidence in Enum.GetValues<Confidence>()) { yield return closed with { Close = closed.Close with { Confidence = confidence } }; }
        foreach (Vantage vantage in Enum.GetValues<Vantage>()) { yield return closed with { Vantage = vantage }; }
        foreach (TcpState state in Enum.GetValues<TcpState>()) { yield return closed with { InitiatorState = state, Resets = [LateReset() with { ReceiverState = state }] }; }
        foreach (TimeWaitEnding ending in Enum.GetValues<TimeWaitEnding>()) { yield return Open().ClosedBy(Role.Initiator, ending, ending == TimeWaitEnding.Open ? null : Epoch + Second); }
        foreach (ResetCause cause in Enum.GetValues<ResetCause>()) { yield return Open().WithReset(LateReset(cause)); }
        foreach (ResetMode mode in Enum.GetValues<ResetMode>()) { yield return Open().WithReset(LateReset() with { Mode = mode }); }
        foreach (ResetDetail detail in Enum.GetValues<ResetDetail>()) { yield return Open().WithReset(LateReset() with { Detail = detail }); }
        foreach (ResetEffect effect in Enum.GetValues<ResetEffect>()) { yield return Open().WithReset(LateReset() with { Effect = effect, Effective = null }); }
        foreach (ReasonCode code in Enum.GetValues<ReasonCode>()) { yield return Open().WithReset(LateReset() with { Reasons = [new Reason(code, new FrameId(0, 3), 2)] }); }
        foreach (LateSegmentKind kind in Enum.GetValues<LateSegmentKind>())
        {
            foreach (LateSegmentAnswer answer in Enum.GetValues<LateSegmentAnswer>())
            {
                FrameId answered = answer == LateSegmentAnswer.Nothing ? default : new FrameId(0, 12);
                yield return closed with { LateSegments = [new(new FrameId(0, 11), Epoch, Role.Initiator, kind, 1, answer, answered)], LateSegmentCount = 1 };
            }
        }
    }

    /// <summary>The schema as it ships in the program, with every object closed.</summary>
    static async Task<JsonSchema> StrictSchema(string name)
    {
        using var folder = new TemporaryFolder();
        foreach (string each in new[] { "connection.schema.json", "report.schema.json", "ladder.schema.json" })
        {
            using Stream resource = typeof(ReportFormat).Assembly.GetManifestResourceStream(each) ?? throw new InvalidOperationException($"{each} is not in the program.");
            using FileStream file = File.Create(folder.Of(each));
            resource.CopyTo(file);
        }
        JsonSchema schema = await JsonSchema.FromFileAsync(folder.Of(name));
        Close(schema, []);
        return schema;
    }

    static void Close(JsonSchema? schema, HashSet<JsonSchema> seen)
    {
        if (schema is null || !seen.Add(schema)) { return; }
        if (schema.Properties.Count > 0) { schema.AllowAdditionalProperties = false; }
        Close(schema.Reference, seen);
        Close(schema.Item, seen);
        foreach (JsonSchema part in schema.Properties.Values.Cast<JsonSchema>().Concat(schema.Definitions.Values)) { Close(part, seen); }
    }

    static void AssertValid(JsonSchema schema, string json)
    {
        ICollection<ValidationError> errors = schema.Validate(json);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(5)) + "\n" + json[..Math.Min(json.Length, 2000)]);
    }
}

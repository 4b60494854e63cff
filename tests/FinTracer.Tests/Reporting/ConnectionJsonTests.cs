using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using FinTracer.Capture;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;
using Xunit;
using static FinTracer.Core.Tests.Findings.SampleReports;

namespace FinTracer.Tests.Reporting;

/// <summary>The octets of a record: those that System.Text.Json would write.</summary>
public sealed class ConnectionJsonTests
{
    static readonly string[] s_names =
    [
        "trace.pcap", "größe 日本.pcap", "a\u001b]0;x\u0007\n\"}.pcap", "back\\slash\"quote", "\u202efdp.exe", "\U0001F600.pcap", "zero\u200bwidth", "\u007f", "", "\ue000", new('x', 1100),
        new('\n', 300),
    ];

    static readonly Gen<CaptureInput[]> s_inputs =
        Gen.OneOf(Gen.OneOf(s_names), Gen.String.Where(name => !name.EnumerateRunes().Contains(Rune.ReplacementChar))).Select(Writing.InputOf).Array[1, 3];

    [Fact]
    public void A_record_is_what_the_framework_writes() => Gen.Select(AnyReport.Generated, s_inputs).Sample((report, inputs) =>
    {
        string record = Lines([report], inputs).TrimEnd('\n');
        using JsonDocument read = JsonDocument.Parse(record);
        Assert.Equal(Canonical(read.RootElement), record);
    });

    [Fact]
    public void A_record_does_not_depend_on_those_before() => Gen.Select(AnyReport.Generated.Array[1, 4], s_inputs).Sample((reports, inputs) =>
    {
        string[] alone = [.. reports.Select(report => Lines([report], inputs))];
        Assert.Equal(string.Concat(alone), Lines(reports, inputs));
    });

    [Fact]
    public void Elements_of_a_document_are_records_without_a_revision() => Gen.Select(AnyReport.Generated.Array[1, 4], s_inputs).Sample((reports, inputs) =>
        Assert.Equal(string.Join(',', reports.Select(report => Lines([report with { Revision = 0 }], inputs))), Lines(reports, inputs, elements: true)));

    /// <summary>Half a character, as the names of files on some systems may have: nothing else can stand for it in UTF-8.</summary>
    [Fact]
    public void Half_a_character_is_replaced_as_the_framework_does()
    {
        CaptureInput[] inputs = [Writing.InputOf("half \ud83d"), Writing.InputOf("b.pcap")];
        string record = Writing.Ndjson([Open().ClosedBy(Tracking.Role.Initiator)], inputs);
        Assert.Contains("\"first_file\":\"half \\uFFFD\"", record, StringComparison.Ordinal);
        Assert.Contains("(frame 9 of half \\uFFFD)", record, StringComparison.Ordinal);
    }

    static string Lines(ConnectionReport[] reports, CaptureInput[] inputs, bool elements = false)
    {
        var lines = new ConnectionLines(new InputNames(inputs), elements);
        lines.Add(reports);
        return Encoding.UTF8.GetString(lines.Octets);
    }

    static string Canonical(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonFields.WriterOptions)) { Write(json, element); }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject()) { Write(json, property); }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray()) { Write(json, item); }
                json.WriteEndArray();
                break;
            case JsonValueKind.Number when element.TryGetInt64(out long number):
                json.WriteNumberValue(number);
                break;
            case JsonValueKind.Number:
                json.WriteNumberValue(element.GetDecimal());
                break;
            case JsonValueKind.String:
                json.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    /// <summary>The names of files came from outside.</summary>
    static void Write(Utf8JsonWriter json, JsonProperty property)
    {
        if (property.Name.EndsWith("file", StringComparison.Ordinal))
        {
            json.WriteForeign(Encoding.UTF8.GetBytes(property.Name), property.Value.GetString());
            return;
        }
        json.WritePropertyName(property.Name);
        Write(json, property.Value);
    }
}

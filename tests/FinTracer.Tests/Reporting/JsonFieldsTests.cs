using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Json;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Reporting;

/// <summary>The kinds of field that the contract knows, read back by System.Text.Json; and the document that they stand in.</summary>
public sealed class JsonFieldsTests
{
    static readonly string[] s_awkward = ["\"\\\n", "\u202e", "é€", "\U0001F600", "</script>", "a&b>c", "\u001b[2J"];

    static readonly Gen<string> s_anyText = Gen.OneOf(Gen.String, Gen.String[Gen.Char[' ', '~'], 0, 40], Gen.Int[0, s_awkward.Length - 1].Select(i => s_awkward[i]));

    [Fact]
    public void Any_text_comes_back_as_it_was() => s_anyText.Where(IsUtf16).Sample(text =>
    {
        byte[] octets = Written(json =>
        {
            json.WriteStartObject();
            json.WriteForeign("foreign"u8, text);
            json.WriteStartArray("sentences"u8);
            json.WriteStringValue(text);
            json.WriteStringValue(text);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        JsonElement read = Read(octets);
        Assert.Equal(text, read.GetProperty("foreign").GetString());
        Assert.Equal([text, text], read.GetProperty("sentences").EnumerateArray().Select(each => each.GetString()));
        Assert.DoesNotContain(octets, octet => octet < ' ');
    });

    [Fact]
    public void What_could_turn_a_terminal_is_escaped()
    {
        byte[] octets = Written(json =>
        {
            json.WriteStartObject();
            json.WriteForeign("foreign"u8, "a\u202eb");
        });
        Assert.Equal("{\"foreign\":\"a\\u202Eb\"", Encoding.UTF8.GetString(octets));
    }

    [Fact]
    public void Figures_are_exact() => Gen.Long.Sample(number =>
    {
        JsonElement read = Read(Written(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, number);
            json.WriteOptionalNumber("none"u8, null);
            json.WriteSeconds("seconds"u8, number);
            json.WriteSeconds("whole"u8, number / 1_000_000_000 * 1_000_000_000);
            json.WriteEndObject();
        }));
        Assert.Equal(number, read.GetProperty("number").GetInt64());
        Assert.Equal(JsonValueKind.Null, read.GetProperty("none").ValueKind);
        Assert.Equal(JsonSerializer.Serialize(number / 1_000_000_000m), read.GetProperty("seconds").GetRawText());
        Assert.Equal(JsonSerializer.Serialize((decimal)(number / 1_000_000_000)), read.GetProperty("whole").GetRawText());
    });

    [Theory]
    [InlineData(0, "0")]
    [InlineData(500_000_000, "0.5")]
    [InlineData(-500_000_000, "-0.5")]
    [InlineData(1, "0.000000001")]
    [InlineData(12_000_000_010, "12.00000001")]
    public void Seconds_have_no_more_digits_than_they_need(long ns, string text)
    {
        Assert.Equal($"\"s\":{text}", Encoding.UTF8.GetString(Written(json => json.WriteSeconds("s"u8, ns))));
    }

    /// <summary>Records can be made in pieces on several threads: the document must not show where they were cut.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_document_is_the_same_in_whatever_pieces_it_is_made(int together)
    {
        ConnectionReport[] connections = [.. Enumerable.Range(1, 7).Select(id => SampleReports.Open().ClosedBy(Role.Initiator) with { Id = id })];
        using var stream = new MemoryStream();
        using (var writer = new JsonReportWriter(stream, Writing.OneName))
        {
            writer.Deliver(writer.Prepare([]));
            foreach (ConnectionReport[] piece in connections.Chunk(together))
            {
                writer.Deliver(writer.Prepare(piece));
                writer.Deliver(writer.Prepare([]));
            }

            writer.End(SummaryOf());
        }

        using var whole = new MemoryStream();
        using (var writer = new JsonReportWriter(whole, Writing.OneName))
        {
            foreach (ConnectionReport connection in connections)
            {
                writer.Connection(connection);
            }

            writer.End(SummaryOf());
        }

        Assert.Equal(Encoding.UTF8.GetString(whole.ToArray()), Encoding.UTF8.GetString(stream.ToArray()));
        using JsonDocument read = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(Enumerable.Range(1, 7), read.RootElement.GetProperty("connections").EnumerateArray().Select(each => each.GetProperty("id").GetInt32()));
    }

    static FinTracer.Reporting.ReportSummary SummaryOf() => new()
    {
        Inputs = Writing.OneInput,
        Counts = default,
        Sums = new FinTracer.Findings.CaptureSums(new()).Summarize(),
        Filter = null,
    };

    static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonFields.WriterOptions))
        {
            write(json);
        }

        return stream.ToArray();
    }

    static JsonElement Read(byte[] octets)
    {
        using JsonDocument document = JsonDocument.Parse(octets);
        return document.RootElement.Clone();
    }

    static bool IsUtf16(string text) => !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}

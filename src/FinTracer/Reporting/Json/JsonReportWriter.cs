using System.IO;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>
/// The whole report as one JSON document. Connections are written as they come, so they stand in it before the sums that need them all;
/// each connection has a line of its own, and memory does not grow with the document.
/// </summary>
sealed class JsonReportWriter : IReportWriter
{
    /// <summary>The contract's name, the first field of the document.</summary>
    public const string Schema = "fintracer/report/1";

    readonly OutputBuffer _output;
    readonly Utf8JsonWriter _json;
    readonly ConnectionJson _connections;
    readonly SummaryJson _summary;

    public JsonReportWriter(Stream stream, InputNames names)
    {
        _output = new(stream);
        _json = new(_output, JsonFields.WriterOptions);
        _connections = new(_json, names);
        _summary = new(_json, names);
        _json.WriteStartObject();
        _json.WriteString("schema"u8, Schema);
        _json.WriteStartArray("connections"u8);
    }

    /// <inheritdoc/>
    public void Connection(ConnectionReport connection)
    {
        _connections.Write(connection);
        _json.Flush();
        _output.Write("\n"u8); // white space between elements is JSON's to ignore, and makes the document readable line by line
        _output.FlushFullBlock();
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        _json.WriteEndArray();
        _summary.Write(summary);
        _json.WriteEndObject();
        _json.Flush();
        _output.Write("\n"u8);
        _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}

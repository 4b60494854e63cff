using System;
using System.Collections.Concurrent;
using System.IO;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>
/// The whole report as one JSON document. Connections are written as they come, so they stand in it before the sums that need them all;
/// each connection has a line of its own, and memory does not grow with the document.
/// </summary>
sealed class JsonReportWriter : IPreparingWriter
{
    /// <summary>The contract's name, the first field of the document.</summary>
    public const string Schema = "fintracer/report/1";

    readonly InputNames _names;
    readonly OutputBuffer _output;
    readonly Utf8JsonWriter _json;
    readonly ConnectionLines _lines;
    readonly ConcurrentBag<ConnectionLines> _spare = [];
    readonly SummaryJson _summary;
    bool _some; // a connection stands before the next one

    public JsonReportWriter(Stream stream, InputNames names)
    {
        _names = names;
        _output = new(stream);
        _json = new(_output, JsonFields.WriterOptions);
        _lines = new(names, elements: true);
        _summary = new(_json, names);
        _json.WriteStartObject();
        _json.WriteString("schema"u8, Schema);
        _json.WriteStartArray("connections"u8);
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        _lines.Add(connection);
        Write(_lines);
    }

    /// <inheritdoc/>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections)
    {
        ConnectionLines lines = _spare.TryTake(out ConnectionLines? spare) ? spare : new(_names, elements: true);
        lines.Add(connections);
        return lines;
    }

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        var lines = (ConnectionLines)prepared;
        Write(lines);
        _spare.Add(lines);
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

    /// <summary>White space between elements is JSON's to ignore, and makes the document readable line by line.</summary>
    void Write(ConnectionLines lines)
    {
        if (lines.Octets.IsEmpty) { return; }
        _output.Write(_some ? ","u8 : ""u8);
        _some = true;
        _output.Write(lines.Octets);
        _output.FlushFullBlock();
        lines.Clear();
    }
}

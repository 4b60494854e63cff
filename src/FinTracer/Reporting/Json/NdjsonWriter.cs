using System.IO;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>One JSON object a line, one line a connection, nothing else.</summary>
sealed class NdjsonWriter : IReportWriter
{
    readonly OutputBuffer _output;
    readonly Utf8JsonWriter _json;
    readonly ConnectionJson _connections;

    public NdjsonWriter(Stream stream, InputNames names)
    {
        _output = new(stream);
        _json = new(_output, JsonFields.WriterOptions);
        _connections = new(_json, names);
    }

    /// <inheritdoc/>
    public void Connection(ConnectionReport connection)
    {
        _connections.Write(connection);
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
        _output.FlushFullBlock();
    }

    /// <inheritdoc/>
    public void Flush() => _output.Flush();

    /// <inheritdoc/>
    public void End(ReportSummary summary) => _output.Flush();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}

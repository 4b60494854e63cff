using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FinTracer.Reporting.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Html;

/// <summary>
/// The report as one page that needs nothing else: it may load nothing, and runs only the scripts that its policy names by their hashes.
/// Connections are written as they come; everything from outside is JSON in which no character can end the element.
/// </summary>
sealed class HtmlReportWriter : IPreparingWriter
{
    /// <summary>Connections that the page lists; beyond it a browser has more than it can search at once. The figures are of all.</summary>
    public const int MaxConnections = 250_000;

    readonly OutputBuffer _output;
    readonly Utf8JsonWriter _json;
    readonly JsonText _row = new();
    readonly HtmlRows _rows;
    readonly ConcurrentBag<List<ConnectionReport>> _spare = [];
    readonly string _library = HtmlAssets.Library;
    readonly string _script = HtmlAssets.Script;
    volatile int _written;

    public HtmlReportWriter(Stream stream, InputNames names)
    {
        _output = new(stream);
        _json = new(_output, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default, SkipValidation = true });
        _rows = new(_row, names);
        string css = HtmlAssets.Css;
        string policy = $"default-src 'none'; script-src {HtmlAssets.HashOf(_library)} {HtmlAssets.HashOf(_script)}; style-src {HtmlAssets.HashOf(css)}; base-uri 'none'; form-action 'none'";
        Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>FinTracer report</title>
            <style>{css}</style>
            </head>
            <body>
            {HtmlAssets.Body}<script type="application/json" id="rows">[
            """);
    }

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        if (_written >= MaxConnections) { return; }
        _output.Write(_written++ == 0 ? "\n"u8 : ",\n"u8);
        _rows.Write(connection);
        _output.Write(_row.Octets);
        _row.Clear();
        _output.FlushFullBlock();
    }

    /// <summary>Keeps connections until their turn comes, as long as the page has room: a row refers to what the rows before it have said.</summary>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections)
    {
        List<ConnectionReport> kept = _spare.TryTake(out List<ConnectionReport>? spare) ? spare : [];
        if (_written < MaxConnections) { kept.AddRange(connections); }
        return kept;
    }

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        var kept = (List<ConnectionReport>)prepared;
        foreach (ref readonly ConnectionReport connection in CollectionsMarshal.AsSpan(kept)) { Connection(connection); }
        kept.Clear();
        _spare.Add(kept);
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        _output.Write("\n]</script>\n<script type=\"application/json\" id=\"meta-data\">"u8);
        new HtmlSummary(_json).Write(summary, _rows);
        _json.Flush();
        Write($"</script>\n<script>{_library}</script>\n<script>{_script}</script>\n</body>\n</html>\n");
        _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Tables;

/// <summary>
/// The report for people. The sums come first, so everything is written at the end; of the connections only the rows that will be listed are kept.
/// </summary>
sealed class TableReportWriter(Stream stream, InputNames names, TableOptions options) : IPreparingWriter
{
    readonly ConnectionRows _rows = new(options.Top, options.InOrderOfArrival, names);

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection) => _rows.Add(connection);

    /// <summary>Keeps those that may be listed, which after the first pieces are hardly any.</summary>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections)
    {
        var listed = new List<ConnectionReport>();
        foreach (ref readonly ConnectionReport connection in connections)
        {
            if (_rows.MayList(connection)) { listed.Add(connection); }
        }
        return listed;
    }

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        foreach (ref readonly ConnectionReport connection in CollectionsMarshal.AsSpan((List<ConnectionReport>)prepared)) { _rows.Add(connection); }
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        List<Block> page = SummaryPage.Of(summary, names);
        if (_rows.ToBlock(summary.Sums.Total.Connections) is { } connections) { page.Add(connections); }
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
        IPageRenderer renderer = options.TerminalWidth is { } width ? new TerminalPage(text, width, options.Colors) : new PlainPage(text);
        renderer.Render(page);
    }

    /// <summary>Holds nothing that must be given back.</summary>
    public void Dispose()
    {
    }
}

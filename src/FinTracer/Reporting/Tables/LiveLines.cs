using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Tables;

/// <summary>
/// For people who watch: a line as each connection closes, another when something changes that, and the summary at the end. What only confirms a line
/// (nothing more came until the connection was forgotten) gets none.
/// </summary>
sealed class LiveLines : IPreparingWriter
{
    const string Gap = "  ";

    static readonly (string Heading, int Width)[] Columns =
    [
        ("time", 20), ("#", 8), ("initiator", 21), ("responder", 21), ("ended", 13), ("closed first", 12), ("sure", 9), ("TIME-WAIT", 15), ("resets", 17), ("late", 4), ("lasted", 0),
    ];

    static readonly ConnectionReport[] None = [];

    readonly Stream _stream;
    readonly InputNames _names;
    readonly TableOptions _table;
    readonly StreamWriter _text;
    bool _headed;

    /// <param name="stream">Where the lines go.</param>
    /// <param name="names">Names of the inputs.</param>
    /// <param name="table">How the summary is shown.</param>
    public LiveLines(Stream stream, InputNames names, TableOptions table)
    {
        (_stream, _names, _table) = (stream, names, table with { Top = 0 });
        _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
    }

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        if (GetsLine(connection))
        {
            Write(connection);
        }
    }

    /// <summary>Keeps those that get a line.</summary>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections)
    {
        List<ConnectionReport>? kept = null;
        foreach (ref readonly ConnectionReport connection in connections)
        {
            if (GetsLine(connection))
            {
                (kept ??= []).Add(connection);
            }
        }

        return kept ?? (object)None;
    }

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        foreach (ref readonly ConnectionReport connection in prepared is List<ConnectionReport> kept ? CollectionsMarshal.AsSpan(kept) : None)
        {
            Write(connection);
        }
    }

    void Write(in ConnectionReport connection)
    {
        if (!_headed)
        {
            _headed = true;
            Line(column => Columns[column].Heading);
        }

        Cell[] row = ConnectionRows.RowOf(connection, _names);
        string number = row[0].Text + (connection.Revision > 1 ? $".{connection.Revision}" : "");
        string[] cells =
        [
            Rfc3339.ToText(connection.LastTimeNs, 6)[11..], number, row[1].Text, row[2].Text, row[3].Text, row[4].Text, row[5].Text, row[6].Text, row[7].Text, row[8].Text, row[10].Text,
        ];
        Line(column => cells[column]);
    }

    /// <inheritdoc/>
    public void Flush() => _text.Flush();

    /// <inheritdoc/>
    public void End(ReportSummary summary)
    {
        if (_headed)
        {
            _text.Write('\n');
        }

        _text.Flush();
        using var page = new TableReportWriter(_stream, _names, _table);
        page.End(summary);
    }

    /// <summary>Holds nothing that must be given back; the stream is the caller's.</summary>
    public void Dispose()
    {
    }

    static bool GetsLine(in ConnectionReport connection) => !connection.Final || HasNews(connection);

    /// <summary>A last record tells something when it is the first, or when what ended a TIME-WAIT shows in it.</summary>
    static bool HasNews(in ConnectionReport connection)
    {
        bool news = connection.Revision <= 1 || connection.Evicted;
        for (int i = 0; i < connection.TimeWait.Count; i++) // by index: an enumerator of an interface is garbage
        {
            news |= connection.TimeWait[i].Ended == TimeWaitEnding.Reused;
        }

        return news;
    }

    void Line(Func<int, string> cell)
    {
        var line = new StringBuilder();
        for (int column = 0; column < Columns.Length; column++)
        {
            line.Append(cell(column).PadRight(Columns[column].Width)).Append(Gap);
        }

        _text.Write(line.ToString().TrimEnd());
        _text.Write('\n');
    }
}

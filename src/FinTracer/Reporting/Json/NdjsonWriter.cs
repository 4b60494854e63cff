using System;
using System.Collections.Concurrent;
using System.IO;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>One JSON object a line, one line a connection, nothing else.</summary>
sealed class NdjsonWriter(Stream stream, InputNames names) : IPreparingWriter
{
    const int BlockLength = 64 * 1024; // a record is a thousand octets, a write to the system costs the same for 64 KiB

    readonly ConnectionLines _lines = new(names);
    readonly ConcurrentBag<ConnectionLines> _spare = [];

    /// <inheritdoc/>
    public void Connection(in ConnectionReport connection)
    {
        _lines.Add(connection);
        if (_lines.Octets.Length >= BlockLength)
        {
            HandOver();
        }
    }

    /// <inheritdoc/>
    public object Prepare(ReadOnlySpan<ConnectionReport> connections)
    {
        ConnectionLines lines = _spare.TryTake(out ConnectionLines? spare) ? spare : new(names);
        lines.Add(connections);
        return lines;
    }

    /// <inheritdoc/>
    public void Deliver(object prepared)
    {
        var lines = (ConnectionLines)prepared;
        stream.Write(lines.Octets);
        lines.Clear();
        _spare.Add(lines);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        HandOver();
        stream.Flush();
    }

    /// <inheritdoc/>
    public void End(ReportSummary summary) => Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds memory only; the stream is its owner's.
    }

    void HandOver()
    {
        stream.Write(_lines.Octets);
        _lines.Clear();
    }
}

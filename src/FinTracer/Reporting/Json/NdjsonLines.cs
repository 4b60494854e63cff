using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>Lines of connections in memory. One thread at a time; serves again after <see cref="Clear"/>.</summary>
sealed class NdjsonLines : IDisposable
{
    const int InitialLength = 256 * 1024;

    readonly ArrayBufferWriter<byte> _octets = new(InitialLength);
    readonly Utf8JsonWriter _json;
    readonly ConnectionJson _connections;

    public NdjsonLines(InputNames names)
    {
        _json = new(_octets, JsonFields.WriterOptions);
        _connections = new(_json, names);
    }

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Octets => _octets.WrittenSpan;

    /// <summary>Adds a line for each connection.</summary>
    public void Add(IReadOnlyList<ConnectionReport> connections)
    {
        for (int i = 0; i < connections.Count; i++)
        {
            Add(connections[i]);
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(ConnectionReport connection)
    {
        _connections.Write(connection);
        _json.Flush();
        _json.Reset();
        _octets.Write("\n"u8);
    }

    /// <summary>Forgets the lines.</summary>
    public void Clear() => _octets.ResetWrittenCount();

    public void Dispose() => _json.Dispose();
}

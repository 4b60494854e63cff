using System;
using System.Buffers;
using System.Text.Json;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>Connections in memory, a line each. One thread at a time; serves again after <see cref="Clear"/>.</summary>
sealed class ConnectionLines : IDisposable
{
    const int InitialLength = 256 * 1024;

    readonly bool _elements;
    readonly ArrayBufferWriter<byte> _octets = new(InitialLength);
    readonly Utf8JsonWriter _json;
    readonly ConnectionJson _connections;

    /// <param name="names">Names of the inputs.</param>
    /// <param name="elements">The lines are elements of an array: a comma stands before each but the first.</param>
    public ConnectionLines(InputNames names, bool elements = false)
    {
        _elements = elements;
        _json = new(_octets, JsonFields.WriterOptions);
        _connections = new(_json, names);
    }

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Octets => _octets.WrittenSpan;

    /// <summary>Adds a line for each connection.</summary>
    public void Add(ReadOnlySpan<ConnectionReport> connections)
    {
        foreach (ref readonly ConnectionReport connection in connections)
        {
            Add(connection);
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(in ConnectionReport connection)
    {
        if (_elements && _octets.WrittenCount > 0)
        {
            _octets.Write(","u8);
        }

        _connections.Write(connection);
        _json.Flush();
        _json.Reset();
        _octets.Write("\n"u8);
    }

    /// <summary>Forgets the lines.</summary>
    public void Clear() => _octets.ResetWrittenCount();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}

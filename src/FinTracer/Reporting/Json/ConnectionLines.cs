using System;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Json;

/// <summary>Connections in memory, a line each. One thread at a time; serves again after <see cref="Clear"/>.</summary>
sealed class ConnectionLines
{
    readonly bool _elements;
    readonly JsonText _json = new();
    readonly ConnectionJson _connections;

    /// <param name="names">Names of the inputs.</param>
    /// <param name="elements">The lines are elements of an array, which holds each connection once: a comma stands before each but the first, and none tells its revision.</param>
    public ConnectionLines(InputNames names, bool elements = false)
    {
        _elements = elements;
        _connections = new(_json, names, revisions: !elements);
    }

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Octets => _json.Octets;

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
        if (_elements && !_json.Octets.IsEmpty)
        {
            _json.Raw(","u8);
        }

        _connections.Write(connection);
        _json.Raw("\n"u8);
    }

    /// <summary>Forgets the lines.</summary>
    public void Clear() => _json.Clear();
}

using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Truth;

/// <summary>not-on-the-wire.tsv: story, cell or *, vantage or *, field, what FinTracer says, and why the packets of that vantage cannot show more.</summary>
sealed class NotOnTheWire
{
    readonly List<string[]> _rows;
    readonly HashSet<int> _used = [];

    public NotOnTheWire(string path)
    {
        _rows = [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'))];
        if (_rows.Find(row => row.Length != 6 || row[5].Length == 0) is { } bad)
        {
            throw new InvalidDataException($"not-on-the-wire.tsv: {string.Join(' ', bad)}: six columns, with an argument");
        }
    }

    /// <summary>Rows that no difference has needed.</summary>
    public IEnumerable<string> Unused => _rows.Where((_, i) => !_used.Contains(i)).Select(row => string.Join('\t', row.Take(5)));

    public bool Explains(string story, string cell, string vantage, string field, string ours)
    {
        int i = _rows.FindIndex(row => row[0] == story && (row[1] == "*" || row[1] == cell) && (row[2] == "*" || row[2] == vantage) && row[3] == field && row[4] == ours);
        return i >= 0 && (_used.Add(i) || true);
    }
}

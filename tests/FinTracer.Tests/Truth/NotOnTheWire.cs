using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Tests.Truth;

/// <summary>
/// The rows of not-on-the-wire.tsv for one story: cells or *, vantages or *, field, what FinTracer says, and why the packets of that vantage cannot show more. A cell
/// with ? behind it may differ and need not: there it hangs on a tick of a clock.
/// </summary>
sealed class NotOnTheWire
{
    readonly string[][] _rows;
    readonly HashSet<(string[] Row, string Cell, string Vantage)> _used = [];

    NotOnTheWire(string[][] rows) => _rows = rows;

    /// <summary>The stories with a row.</summary>
    public static IEnumerable<string> Stories => Read().Select(row => row[0]).Distinct();

    /// <summary>What no difference has needed: a row for each cell and vantage that it names and that was compared.</summary>
    public IEnumerable<string> Unused(IEnumerable<(string Cell, string Vantage)> compared) =>
        from place in compared
        from row in _rows
        where Needs(row[1], place.Cell) && Fits(row[2], place.Vantage) && !_used.Contains((row, place.Cell, place.Vantage))
        select string.Join('\t', [row[0], place.Cell, place.Vantage, row[3], row[4]]);

    public static NotOnTheWire Of(string story) => new([.. Read().Where(row => row[0] == story)]);

    /// <summary>Whether a row stands for a difference; the row then counts as needed.</summary>
    public bool Explains(string cell, string vantage, Difference difference)
    {
        string[]? row = Array.Find(_rows, row => Fits(row[1], cell) && Fits(row[2], vantage) && row[3] == difference.Field && row[4] == difference.Ours);
        return row is not null && (_used.Add((row, cell, vantage)) || true);
    }

    static bool Fits(string listed, string actual) => listed == "*" || listed.Split(',').Any(l => l.TrimEnd('?') == actual);

    static bool Needs(string listed, string actual) => listed == "*" || listed.Split(',').Contains(actual);

    static IEnumerable<string[]> Read()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Truth", "not-on-the-wire.tsv");
        foreach (string line in File.ReadLines(path).Skip(1).Where(line => line.Length > 0))
        {
            string[] row = line.Split('\t');
            yield return row.Length == 6 && row[5].Length > 0 ? row : throw new InvalidDataException($"not-on-the-wire.tsv: {line}: six columns, with an argument");
        }
    }
}

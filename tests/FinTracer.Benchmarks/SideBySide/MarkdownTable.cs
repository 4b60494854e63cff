using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FinTracer.Benchmarks.SideBySide;

/// <summary>A table in Markdown whose columns also line up for the eye; all but the first column are right-aligned.</summary>
internal sealed class MarkdownTable(params string[] head)
{
    readonly List<string[]> _rows = [];

    /// <summary>Adds a row: as many cells as the head has.</summary>
    public void Add(params string[] cells) =>
        _rows.Add(cells.Length == head.Length ? cells : throw new ArgumentException("A row has as many cells as the head.", nameof(cells)));

    /// <summary>Writes it.</summary>
    public void WriteTo(TextWriter output)
    {
        int[] widths = [.. head.Select((_, column) => _rows.Append(head).Max(row => row[column].Length))];
        WriteRow(output, head, widths);
        WriteRow(output, [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")], widths);
        foreach (string[] row in _rows)
        {
            WriteRow(output, row, widths);
        }
    }

    static void WriteRow(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");
}

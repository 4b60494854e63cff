using System;
using System.Collections.Generic;
using System.IO;

namespace FinTracer.Reporting.Tables;

/// <summary>A page for files and pipes: columns lined up with spaces, as wide as they need, no colours, no lines.</summary>
sealed class PlainPage(TextWriter text) : IPageRenderer
{
    const string Gap = "  ";

    /// <inheritdoc/>
    public void Render(IReadOnlyList<Block> page)
    {
        for (int i = 0; i < page.Count; i++)
        {
            if (i > 0) { text.Write('\n'); }
            Render(page[i]);
        }
    }

    void Render(Block block)
    {
        Line(block.Title);
        int[] widths = Widths(block);
        if (block.HasHeadings && block.Rows.Count > 0)
        {
            WriteRow(block, widths, column => block.Columns[column].Heading);
        }
        foreach (Cell[] row in block.Rows)
        {
            foreach (string[] line in Wrapped(block, row)) { WriteRow(block, widths, column => line[column]); }
        }
        foreach (string remark in block.Remarks) { Line(Gap + remark); }
        if (Legend.Of(block, leftOut: []) is { } legend) { Line(Gap + legend); }
    }

    void WriteRow(Block block, int[] widths, Func<int, string> cell)
    {
        string line = "";
        for (int column = 0; column < widths.Length; column++)
        {
            string content = cell(column);
            line += Gap + (block.Columns[column].IsFigure ? content.PadLeft(widths[column]) : content.PadRight(widths[column]));
        }
        Line(line.TrimEnd());
    }

    /// <summary>The lines of a row: one, unless its last cell is wider than the block wants it.</summary>
    static IEnumerable<string[]> Wrapped(Block block, Cell[] row)
    {
        string[] texts = Array.ConvertAll(row, cell => cell.Text);
        string rest = texts[^1];
        while (block.WrapAt is { } width && rest.Length > width && rest.LastIndexOf(' ', width) is > 0 and var at)
        {
            texts[^1] = rest[..at];
            yield return texts;
            rest = rest[(at + 1)..];
            texts = new string[texts.Length];
            Array.Fill(texts, "");
        }
        texts[^1] = rest;
        yield return texts;
    }

    static int[] Widths(Block block)
    {
        var widths = new int[block.Columns.Count];
        for (int column = 0; column < widths.Length; column++)
        {
            widths[column] = block.HasHeadings ? block.Columns[column].Heading.Length : 0;
            foreach (Cell[] row in block.Rows) { widths[column] = Math.Max(widths[column], row[column].Text.Length); }
            if (column == widths.Length - 1 && block.WrapAt is { } width) { widths[column] = Math.Min(widths[column], width); }
        }
        return widths;
    }

    /// <summary>One octet ends a line on every system, so that reports are equal everywhere.</summary>
    void Line(string line)
    {
        text.Write(line);
        text.Write('\n');
    }
}

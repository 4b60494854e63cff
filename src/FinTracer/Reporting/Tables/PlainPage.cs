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
        foreach (Cell[] row in block.Rows) { WriteRow(block, widths, column => row[column].Text); }
        foreach (string remark in block.Remarks) { Line(Gap + remark); }
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

    static int[] Widths(Block block)
    {
        var widths = new int[block.Columns.Count];
        for (int column = 0; column < widths.Length; column++)
        {
            widths[column] = block.HasHeadings ? block.Columns[column].Heading.Length : 0;
            foreach (Cell[] row in block.Rows) { widths[column] = Math.Max(widths[column], row[column].Text.Length); }
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

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace FinTracer.Reporting.Tables;

/// <summary>
/// A page for a terminal: as wide as the terminal, in colour unless that is not wanted. Lines are dear there, so tables have no frames; where every line
/// counts (<c>terse</c>), what is too long is cut, not broken, and nothing stands between the blocks or tells of columns left out.
/// </summary>
sealed class TerminalPage : IPageRenderer
{
    /// <summary>Below this width sentences stand under what they are about.</summary>
    const int NarrowBelow = 100;

    readonly IAnsiConsole _console;
    readonly int _width;
    readonly bool _colors;
    readonly bool _terse;

    public TerminalPage(TextWriter text, int width, bool colors, bool terse = false)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.Yes, // without it the colours would go through the console's own, and plain ones leave codes, too
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        _console.Profile.Width = width;
        _width = width;
        _colors = colors;
        _terse = terse;
    }

    /// <inheritdoc/>
    public void Render(IReadOnlyList<Block> page)
    {
        for (int i = 0; i < page.Count; i++)
        {
            if (i > 0 && !_terse) { _console.WriteLine(); }
            Render(page[i]);
        }
    }

    void Render(Block block)
    {
        foreach (string line in LinesOf(block.Title, _width, isList: false)) { Write(line, new Style(decoration: Decoration.Bold)); }
        IReadOnlyList<string> leftOut = [];
        if (block.IsProse && _width < NarrowBelow) { RenderProse(block); }
        else if (block.Rows.Count > 0) { leftOut = RenderTable(block); }
        foreach (string remark in block.Remarks) { WriteRemark(remark); }
        if (Legend.Of(block, leftOut) is { } legend) { WriteRemark(legend); }
    }

    /// <summary>The name runs on into its first sentence.</summary>
    void RenderProse(Block block)
    {
        foreach (Cell[] row in block.Rows)
        {
            Cell name = row[0], text = row[^1];
            List<string> lines = ColumnFit.Lines(name.Text.Length > 0 ? $"{name.Text}  {text.Text}" : text.Text, _width - ColumnFit.Gap, isList: false);
            for (int i = 0; i < lines.Count; i++)
            {
                int named = i == 0 ? name.Text.Length : 0;
                _console.Write(new Text(new string(' ', ColumnFit.Gap)));
                if (named > 0) { _console.Write(new Text(lines[i][..named], Worn(StyleOf(name.Tone)))); }
                Write(lines[i][named..], StyleOf(text.Tone));
            }
        }
    }

    /// <summary>Returns the headings of the columns that there was no room for.</summary>
    IReadOnlyList<string> RenderTable(Block block)
    {
        ColumnFit fit = ColumnFit.Of(block, _width);
        if (block.HasHeadings) { WriteRow(block, fit, [.. block.Columns.Select(column => new Cell(column.Heading, Tone.Faint))]); }
        foreach (Cell[] row in block.Rows) { WriteRow(block, fit, row); }
        if (fit.LeftOut.Count > 0 && !_terse) { WriteRemark($"A wider terminal also shows: {string.Join(", ", fit.LeftOut)}."); }
        return fit.LeftOut;
    }

    /// <summary>A row takes as many lines as its longest cell.</summary>
    void WriteRow(Block block, ColumnFit fit, Cell[] row)
    {
        List<string>[] cells = [.. fit.Shown.Select((column, i) => LinesOf(row[column].Text, fit.Widths[i], isList: !block.IsProse))];
        int height = cells.Max(lines => lines.Count);
        for (int line = 0; line < height; line++)
        {
            int blanks = 0; // owed, and paid only before more text: no line ends in blanks
            for (int i = 0; i < cells.Length; i++)
            {
                string text = line < cells[i].Count ? cells[i][line] : "";
                int before = block.Columns[fit.Shown[i]].IsFigure ? fit.Widths[i] - text.Length : 0;
                blanks += ColumnFit.Gap + before;
                if (text.Length > 0)
                {
                    // Text, not markup: brackets in an address or a name mean nothing here.
                    _console.Write(new Text(new string(' ', blanks)));
                    _console.Write(new Text(text, Worn(StyleOf(row[fit.Shown[i]].Tone))));
                    blanks = 0;
                }
                blanks += fit.Widths[i] - text.Length - before;
            }
            _console.WriteLine();
        }
    }

    List<string> LinesOf(string text, int width, bool isList) => !_terse ? ColumnFit.Lines(text, width, isList) : [text.Length <= width ? text : text[..Math.Max(width - 1, 0)] + '…'];

    void WriteRemark(string remark)
    {
        foreach (string line in ColumnFit.Lines(remark, _width - ColumnFit.Gap, isList: false)) { Write(new string(' ', ColumnFit.Gap) + line, StyleOf(Tone.Faint)); }
    }

    void Write(string line, Style style)
    {
        _console.Write(new Text(line, Worn(style)));
        _console.WriteLine();
    }

    Style Worn(Style style) => Worn(style, _colors);

    static Style Worn(Style style, bool colors) => colors ? style : Style.Plain;

    public static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Plain => Style.Plain,
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Caution => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(Color.Grey),
    };
}

using System.Collections.Generic;
using System.IO;
using Spectre.Console;

namespace FinTracer.Reporting.Tables;

/// <summary>A page for a terminal: framed tables as wide as the terminal allows, in colour unless that is not wanted.</summary>
sealed class TerminalPage : IPageRenderer
{
    readonly IAnsiConsole _console;
    readonly bool _colors;

    public TerminalPage(TextWriter text, int width, bool colors)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.Yes, // without it the colours would go through the console's own, and plain ones leave codes, too
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        _console.Profile.Width = width;
        _colors = colors;
    }

    /// <inheritdoc/>
    public void Render(IReadOnlyList<Block> page)
    {
        foreach (Block block in page)
        {
            _console.Write(new Text(block.Title, Worn(new Style(decoration: Decoration.Bold))));
            _console.WriteLine();
            if (block.Rows.Count > 0) { _console.Write(TableOf(block, _colors)); }
            foreach (string remark in block.Remarks)
            {
                _console.Write(new Text("  " + remark, Worn(StyleOf(Tone.Faint))));
                _console.WriteLine();
            }
            _console.WriteLine();
        }
    }

    Style Worn(Style style) => Worn(style, _colors);

    static Style Worn(Style style, bool colors) => colors ? style : Style.Plain;

    /// <summary>A block's rows as Spectre's table.</summary>
    public static Table TableOf(Block block, bool colors)
    {
        var table = new Table { Border = block.HasHeadings ? TableBorder.Rounded : TableBorder.None, ShowHeaders = block.HasHeadings };
        foreach (Column column in block.Columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Heading, Worn(StyleOf(Tone.Faint), colors)))
            {
                Alignment = column.IsFigure ? Justify.Right : Justify.Left,
                NoWrap = column.IsFigure,
            });
        }
        foreach (Cell[] row in block.Rows)
        {
            // Text, not markup: brackets in an address or a name mean nothing here.
            table.AddRow(System.Array.ConvertAll(row, cell => new Text(cell.Text, Worn(StyleOf(cell.Tone), colors))));
        }
        return table;
    }

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

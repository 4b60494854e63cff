using System.Collections.Generic;
using System.IO;
using Spectre.Console;

namespace FinTracer.Reporting.Tables;

/// <summary>A page for a terminal: framed tables as wide as the terminal allows, in colour unless that is not wanted.</summary>
sealed class TerminalPage : IPageRenderer
{
    readonly IAnsiConsole _console;

    public TerminalPage(TextWriter text, int width, bool colors)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        _console.Profile.Width = width;
    }

    /// <inheritdoc/>
    public void Render(IReadOnlyList<Block> page)
    {
        foreach (Block block in page)
        {
            _console.Write(new Text(block.Title, new Style(decoration: Decoration.Bold)));
            _console.WriteLine();
            if (block.Rows.Count > 0) { _console.Write(TableOf(block)); }
            foreach (string remark in block.Remarks)
            {
                _console.Write(new Text("  " + remark, StyleOf(Tone.Faint)));
                _console.WriteLine();
            }
            _console.WriteLine();
        }
    }

    static Table TableOf(Block block)
    {
        var table = new Table { Border = block.HasHeadings ? TableBorder.Rounded : TableBorder.None, ShowHeaders = block.HasHeadings };
        foreach (Column column in block.Columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Heading, StyleOf(Tone.Faint)))
            {
                Alignment = column.IsFigure ? Justify.Right : Justify.Left,
                NoWrap = column.IsFigure,
            });
        }
        foreach (Cell[] row in block.Rows)
        {
            // Text, not markup: brackets in an address or a name mean nothing here.
            table.AddRow(System.Array.ConvertAll(row, cell => new Text(cell.Text, StyleOf(cell.Tone))));
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

using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Reporting.Tables;

/// <summary>
/// Fits a table into the columns of a terminal: columns that can be spared give way until the rest has room, and long texts are broken where one reads
/// on easily: behind a comma, else at a blank, never before a per cent sign.
/// </summary>
sealed class ColumnFit
{
    /// <summary>Blanks before each column.</summary>
    public const int Gap = 2;

    /// <summary>A text column is broken before another column gives way, but not below this width.</summary>
    const int ComfortableWidth = 24;

    /// <summary>No column is made narrower than this.</summary>
    const int NarrowestWidth = 4;

    ColumnFit(IReadOnlyList<int> shown, IReadOnlyList<int> widths, IReadOnlyList<string> leftOut) => (Shown, Widths, LeftOut) = (shown, widths, leftOut);

    /// <summary>The columns that are shown, by their place in the block.</summary>
    public IReadOnlyList<int> Shown { get; }

    /// <summary>Their widths, without the gaps.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Headings of those that gave way; a drawing without one is not missed by name.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Fits <paramref name="block"/> into <paramref name="width"/> columns.</summary>
    public static ColumnFit Of(Block block, int width)
    {
        List<int> shown = [.. Enumerable.Range(0, block.Columns.Count)];
        var leftOut = new List<string>();
        while (shown.Sum(column => Comfortable(block, column) + Gap) > width && shown.MaxBy(column => (block.Columns[column].Spare, column)) is var spare && block.Columns[spare].Spare > 0)
        {
            LeaveOut(spare);
        }
        while (shown.Sum(column => LeastOf(block, column) + Gap) > width && shown.FindIndex(column => block.Columns[column].Spare < 0) is >= 0 and var place)
        {
            LeaveOut(shown[place]);
        }
        int[] widths = [.. shown.Select(column => Comfortable(block, column))];
        int rest = width - widths.Sum(each => each + Gap);
        for (int i = 0; i < widths.Length; i++)
        {
            int more = Math.Clamp(Natural(block, shown[i]) - widths[i], 0, Math.Max(rest, 0));
            widths[i] += more;
            rest -= more;
        }
        // Texts give way where no word is broken by it, then whatever is widest.
        int[] words = [.. shown.Select(column => LeastOf(block, column))];
        for (; rest < 0; rest++)
        {
            int loose = Enumerable.Range(0, widths.Length).MaxBy(i => widths[i] - words[i]);
            int widest = widths[loose] > words[loose] ? loose : Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= NarrowestWidth) { break; }
            widths[widest]--;
        }
        return new(shown, widths, leftOut);

        void LeaveOut(int column)
        {
            shown.Remove(column);
            if (block.Columns[column].Heading.Length > 0) { leftOut.Insert(0, block.Columns[column].Heading); }
        }
    }

    /// <summary>The lines of a text, each <paramref name="width"/> wide at most; at least one. A list is rather broken between its members.</summary>
    public static List<string> Lines(string text, int width, bool isList)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            int at = BreakAt(text, width, isList);
            lines.Add(text[..at].TrimEnd());
            text = text[at..].TrimStart();
        }
        lines.Add(text);
        return lines;
    }

    static int BreakAt(string text, int width, bool isList)
    {
        int member = isList ? Math.Max(text.LastIndexOf(", ", width - 1, StringComparison.Ordinal), text.LastIndexOf("; ", width - 1, StringComparison.Ordinal)) : -1;
        if (member >= width / 3) { return member + 1; }
        for (int at = width; at > 0; at--)
        {
            if (text[at] == ' ' && text[(at + 1)..] is not ['%', ..]) { return at; }
        }
        return width;
    }

    static int Comfortable(Block block, int column)
    {
        int natural = Natural(block, column);
        if (block.Columns[column].IsFigure) { return natural; }
        return Math.Min(natural, Math.Max(Word(block, column), ComfortableWidth));
    }

    /// <summary>The width at which no word and no figure is broken.</summary>
    static int LeastOf(Block block, int column) => block.Columns[column].IsFigure ? Natural(block, column) : Word(block, column);

    /// <summary>The longest word of a column.</summary>
    static int Word(Block block, int column) =>
        block.Rows.SelectMany(row => row[column].Text.Split(' ')).Concat(block.HasHeadings ? block.Columns[column].Heading.Split(' ') : []).Append("").Max(part => part.Length);

    static int Natural(Block block, int column) =>
        Math.Max(block.HasHeadings ? block.Columns[column].Heading.Length : 0, block.Rows.Select(row => row[column].Text.Length).DefaultIfEmpty().Max());
}

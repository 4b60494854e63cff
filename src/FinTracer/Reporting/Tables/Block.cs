using System.Collections.Generic;

namespace FinTracer.Reporting.Tables;

/// <summary>One part of the page: a title, a table and remarks under it. Without headings the table is a list of facts.</summary>
sealed class Block(string title, params Column[] columns)
{
    public string Title { get; } = title;

    public IReadOnlyList<Column> Columns { get; } = columns;

    public bool HasHeadings { get; init; } = true;

    /// <summary>Greatest width of the last column where the page does not know how wide it is; null: as wide as its text.</summary>
    public int? WrapAt { get; init; }

    /// <summary>True when the last column holds sentences: on a narrow terminal they stand below their name, not beside it.</summary>
    public bool IsProse { get; init; }

    public List<Cell[]> Rows { get; } = [];

    public List<string> Remarks { get; } = [];

    /// <summary>What the columns mean, behind the remarks.</summary>
    public List<Legend> Legends { get; } = [];

    /// <summary>A block of facts, each a name and a text.</summary>
    public static Block Facts(string title) => new(title, new Column(""), new Column("")) { HasHeadings = false };

    public void Add(params Cell[] cells) => Rows.Add(cells);
}

using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;

namespace FinTracer.Live;

/// <summary>
/// Fits the view into the lines of a terminal. Every part gets a row before any gets a second, so that none is missing; what is left out is
/// counted in the title. Only where that is too much already, the last parts go.
/// </summary>
static class LiveLayout
{
    /// <summary>The blocks that fit into <paramref name="lines"/> lines, each row being one line.</summary>
    public static List<Block> Fit(IReadOnlyList<LiveSection> sections, int lines)
    {
        int kept = sections.Count;
        while (kept > 0 && sections.Take(kept).Sum(LeastLines) > lines) { kept--; }
        int[] rows = [.. sections.Take(kept).Select(LeastRows)];
        for (int left = lines - sections.Take(kept).Sum(LeastLines); left > 0; left--)
        {
            int shortest = -1;
            for (int i = 0; i < kept; i++)
            {
                if (rows[i] < sections[i].Block.Rows.Count && (shortest < 0 || rows[i] < rows[shortest])) { shortest = i; }
            }
            if (shortest < 0) { break; }
            rows[shortest]++;
        }
        return [.. rows.Select((shown, i) => Cut(sections[i], shown))];
    }

    /// <summary>A block without rows says so in a line.</summary>
    static int LeastRows(LiveSection section) => section.IsWhole ? section.Block.Rows.Count : Math.Min(section.Block.Rows.Count, 1);

    static int LeastLines(LiveSection section) => section.Overhead + LeastRows(section);

    static Block Cut(LiveSection section, int shown)
    {
        Block block = section.Block;
        string title = block.Rows.Count == 0 ? $"{block.Title}: none yet" : section.Total > shown ? $"{block.Title} … and {ShortText.Count(section.Total - shown)} more" : block.Title;
        var cut = new Block(title, [.. block.Columns]) { HasHeadings = block.HasHeadings };
        foreach (Cell[] row in block.Rows.Take(shown)) { cut.Add(row); }
        return cut;
    }
}

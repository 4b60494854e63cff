using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Reporting.Tables;

/// <summary>A sentence that explains columns, named by their headings: it stands only where one of them is shown.</summary>
readonly record struct Legend(string Sentence, params string[] Headings)
{
    /// <summary>The sentences that explain something shown, in one line; null when there is none.</summary>
    public static string? Of(Block block, IReadOnlyList<string> leftOut)
    {
        string[] shown = [.. block.Legends.Where(legend => Array.Exists(legend.Headings, heading => !leftOut.Contains(heading))).Select(legend => legend.Sentence)];
        return shown.Length == 0 ? null : string.Join(' ', shown);
    }
}

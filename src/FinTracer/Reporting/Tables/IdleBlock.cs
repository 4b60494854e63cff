using System;
using System.Collections.Generic;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Tables;

/// <summary>How long connections were idle before they were closed, as a histogram: a keep-alive timeout stands out as one long bar.</summary>
static class IdleBlock
{
    /// <summary>Fewer connections make no shape; their median stands in the short answers.</summary>
    const long FewestConnections = 20;

    const int MostRows = 12;
    const int LongestBar = 30; // fits 80 columns beside any figures

    /// <summary>Null when there are too few.</summary>
    public static Block? Of(DurationSummary idle)
    {
        if (idle.Count < FewestConnections) { return null; }
        var block = new Block("IDLE BEFORE CLOSE", new("from", IsFigure: true), new("to", IsFigure: true), new("connections", IsFigure: true), new("share", IsFigure: true), new("", Spare: 1));
        IReadOnlyList<DurationBucket> rows = idle.Coarse(MostRows);
        long most = 0;
        foreach (DurationBucket row in rows) { most = Math.Max(most, row.Count); }
        foreach (DurationBucket row in rows)
        {
            int length = (int)Math.Ceiling((double)LongestBar * row.Count / most);
            block.Add(new DurationText(row.FromNs).ToString(), new DurationText(row.ToNs).ToString(), ShortText.Count(row.Count), ShortText.Share(row.Count, idle.Count), new string('#', length));
        }
        return block;
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Flows;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// Which connections have been reported before their end, how often, and which of them have something new to tell. Every segment that a closed connection takes in
/// changes its record: a late one, its answer, a RST, or life where none was thought to be.
/// </summary>
sealed class RevisionLog
{
    readonly Dictionary<long, Entry> _entries = []; // by connection id
    readonly List<(int Slot, long Id)> _changed = [];

    /// <summary>A flow has taken in a segment. Marks its connection when that is closed, or was when it was last reported.</summary>
    public void Note(Flow flow)
    {
        if (flow.Current is not { } track || (!track.Over && !_entries.ContainsKey(track.Id)))
        {
            return;
        }

        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, track.Id, out _);
        if (!entry.Changed)
        {
            entry.Changed = true;
            _changed.Add((flow.Slot, track.Id));
        }
    }

    /// <summary>Hands over a report of each marked connection that is still watched, in the order in which they changed.</summary>
    public void Report(FlowTable<Flow> flows, long nowNs, Action<ConnectionReport> onReport)
    {
        foreach ((int slot, long id) in _changed)
        {
            if (flows[slot]?.Current is not { } track || track.Id != id)
            {
                continue; // its last report has been given
            }

            ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, id, out _);
            entry.Changed = false;
            entry.Reports++;
            onReport(ConnectionVerdict.Of(track, nowNs, evicted: false) with { Revision = entry.Reports, Final = false });
        }

        _changed.Clear();
    }

    /// <summary>Numbers a connection's last report, and forgets it.</summary>
    public ConnectionReport Finish(ConnectionReport report)
    {
        _entries.Remove(report.Id, out Entry entry);
        return report with { Revision = entry.Reports + 1 };
    }

    struct Entry
    {
        public int Reports;
        public bool Changed;
    }
}

using System;
using System.Collections.Generic;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// Which connections have something new to tell since they were last reported; how often each has been is kept beside its flow. Every segment that a closed connection
/// takes in changes its record: a late one, its answer, a RST, or life where none was thought to be.
/// </summary>
sealed class RevisionLog
{
    readonly List<(Flow Flow, long Id)> _changed = [];

    /// <summary>A flow has taken in a segment. Marks its connection when that is closed, or was when it was last reported.</summary>
    public void Note(Flow flow)
    {
        if (flow is { Current: { } track, Watch: { Changed: false } watch } && (track.Over || watch.Reports > 0))
        {
            watch.Changed = true;
            _changed.Add((flow, track.Id));
        }
    }

    /// <summary>Hands over a report of each marked connection that is still watched, in the order in which they changed.</summary>
    public void Report(long nowNs, Action<ConnectionReport> onReport)
    {
        foreach ((Flow flow, long id) in _changed)
        {
            if (flow is not { Current: { } track, Watch: { } watch } || track.Id != id)
            {
                continue; // its last report has been given
            }

            watch.Changed = false;
            watch.Reports++;
            onReport(ConnectionVerdict.Of(track, nowNs, evicted: false) with { Revision = watch.Reports, Final = false });
        }

        _changed.Clear();
    }

    /// <summary>Numbers a connection's last report. One that only tries to take a flow's place has had none before.</summary>
    public static ConnectionReport Finish(Flow flow, ConnectionTrack track, ConnectionReport report)
    {
        if (flow.Watch is not { } watch || track != flow.Current)
        {
            return report with { Revision = 1 };
        }

        report = report with { Revision = watch.Reports + 1 };
        (watch.Reports, watch.Changed) = (0, false);
        return report;
    }
}

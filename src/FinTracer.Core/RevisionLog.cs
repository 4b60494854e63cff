using System;
using System.Collections.Generic;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>
/// Which connections have something new to tell since they were last reported; how often each has been is kept beside its flow. Every segment that a closed connection
/// takes in changes its record: a late one, its answer, a RST, or life where none was thought to be.
/// </summary>
sealed class RevisionLog(DecisionTimes decided)
{
    readonly List<(Flow Flow, long Id)> _changed = [];
    long _toldNs = long.MinValue;

    /// <summary>The numbers of the connections at hand, which their engine keeps.</summary>
    public SlotNumbers Numbers { get; } = new();

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
    public void Report(long nowNs, IReportPlaces places)
    {
        _toldNs = Math.Max(_toldNs, nowNs);
        foreach ((Flow flow, long id) in _changed)
        {
            if (flow is not { Current: { } track, Watch: { } watch } || track.Id != id)
            {
                continue; // its last report has been given
            }

            watch.Changed = false;
            watch.Reports++;
            long atNs = Math.Min(nowNs, decided.Of(track)); // as its last report will have it
            ref ConnectionReport report = ref places.Next();
            ConnectionVerdict.Write(track, atNs, evicted: false, ref report, watch.Reports, final: false);
            watch.HoldsUntilNs = ConnectionVerdict.HoldsUntil(report, atNs);
            places.Written();
        }

        _changed.Clear();
    }

    /// <summary>
    /// True when the flow's connection would be told at <paramref name="endNs"/>, the capture's last moment, as it was told last. A SYN that waits beside it is told
    /// as the life that follows, and its record names that; one that was challenged is an event of its own life, which has been told.
    /// </summary>
    public bool Holds(Flow flow, long endNs)
    {
        if (flow is not { Attempt: null or { Challenged: true }, Watch: { Reports: > 0, Changed: false } watch } || endNs < _toldNs)
        {
            return false;
        }

        long deadlineNs = flow.Current is { } track ? decided.Of(track) : decided.Of(flow);
        return Math.Min(endNs, deadlineNs) < watch.HoldsUntilNs;
    }

    /// <summary>The number of a connection's last report. One that only tries to take a flow's place has had none before.</summary>
    public static int Finish(Flow flow, ConnectionTrack track)
    {
        if (flow.Watch is not { } watch || track == flow.Attempt)
        {
            return 1;
        }

        int last = watch.Reports + 1;
        (watch.Reports, watch.Changed) = (0, false);
        return last;
    }
}

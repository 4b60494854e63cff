using System;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>Decides connections that are left at the end of a live capture, where they lie. One thread at a time; several of these at once.</summary>
sealed class LastDecisions(LeftToTell left, ColdReader reader, DecisionTimes decided, FinalReports reports, long endNs)
{
    /// <summary>Adds the last reports of those in places <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public void Add(int from, int to, ReportList last)
    {
        for (int place = from; place < to; place++)
        {
            if (left[place] is (var flow, null) && flow.Current is null)
            {
                reader.Touch(flow);
            }
        }

        for (int place = from; place < to; place++)
        {
            (Flow flow, ConnectionTrack? attempt) = left[place];
            ConnectionTrack track = attempt ?? flow.Current ?? reader.Read(flow);
            reports.Write(flow, track, Math.Min(endNs, decided.Of(track)), evicted: false, ref last.Add());
        }
    }
}

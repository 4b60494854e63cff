using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer;

/// <summary>Makes the last report of each connection, and counts the connections that have had theirs.</summary>
sealed class FinalReports(RevisionLog? revisions, TraceResult result, IReportPlaces places)
{
    /// <summary>Hands over a connection's last report. <paramref name="atNs"/> is when it was decided, nanoseconds since the epoch.</summary>
    public void Hand(Flow flow, ConnectionTrack track, long atNs, bool evicted)
    {
        result.Evicted += evicted ? 1 : 0;
        Count(1);
        Write(flow, track, atNs, evicted, ref places.Next());
        places.Written();
    }

    /// <summary>Writes a connection's last report. Any number of threads may ask at once, each for another connection.</summary>
    public void Write(Flow flow, ConnectionTrack track, long atNs, bool evicted, ref ConnectionReport place) =>
        ConnectionVerdict.Write(track, atNs, evicted, ref place, revisions is null ? 0 : RevisionLog.Finish(flow, track));

    /// <summary>Connections that are told of for the last time.</summary>
    public void Count(int connections) => result.Connections += connections;
}

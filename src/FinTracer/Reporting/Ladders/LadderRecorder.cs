using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>Notes the segments of the connections that are wanted while the pipeline runs, and makes each a ladder when its report leaves.</summary>
/// <param name="target">What is wanted.</param>
/// <param name="names">The inputs' names.</param>
/// <param name="all">Fold nothing.</param>
sealed class LadderRecorder(LadderTarget target, InputNames names, bool all) : ISegmentListener
{
    /// <summary>Lives of one four-tuple that are drawn at most.</summary>
    public const int MaxLadders = 1000;

    readonly Dictionary<FrameId, SegmentLog> _logs = [];
    readonly List<Ladder> _ladders = [];
    long _ordinal;

    /// <summary>Connections that were wanted, those beyond <see cref="MaxLadders"/> included.</summary>
    public long Found { get; private set; }

    /// <summary>The ladders in the order of their first frames.</summary>
    public IReadOnlyList<Ladder> Ladders
    {
        get
        {
            _ladders.Sort(static (left, right) => left.Report.Id.CompareTo(right.Report.Id));
            return _ladders;
        }
    }

    /// <inheritdoc/>
    public void Observed(in SegmentObservation observation)
    {
        if (target.Covers(observation.Segment)) { LogOf(observation.Connection).Add(new LogEntry(_ordinal++, observation)); }
    }

    /// <inheritdoc/>
    public void SynMetConnection(FrameId attempt, FrameId connection)
    {
        if (!_logs.TryGetValue(attempt, out SegmentLog? tried) || !_logs.TryGetValue(connection, out SegmentLog? met)) { return; }
        foreach (LogEntry entry in tried.Entries) { met.Add(entry with { IsOddSyn = true }); }
    }

    /// <summary>A connection is decided: draws its ladder when it is wanted.</summary>
    public void Decided(ConnectionReport report)
    {
        if (!target.Covers(report.Initiator, report.Responder, report.FirstFrame) || !_logs.Remove(report.FirstFrame, out SegmentLog? log)) { return; }
        Found++;
        if (_ladders.Count < MaxLadders) { _ladders.Add(LadderBuilder.Build(report, log, names, all)); }
    }

    SegmentLog LogOf(FrameId connection)
    {
        if (!_logs.TryGetValue(connection, out SegmentLog? log)) { _logs.Add(connection, log = new SegmentLog(all)); }
        return log;
    }
}

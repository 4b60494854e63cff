using System.Collections.Generic;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>From the segments noted and the verdict to the ladder: roles, relative numbers, notes, and long runs of data folded.</summary>
sealed class LadderBuilder
{
    /// <summary>Segments of a run that stay in front of the fold, and behind it.</summary>
    const int ShownOfRun = 2;

    /// <summary>A run is folded when at least so many segments go into the fold.</summary>
    const int LeastFold = 4;

    readonly ConnectionReport _report;
    readonly RelativeNumbers _numbers = new();
    readonly VerdictNotes _verdict;
    readonly List<LadderStep> _steps = [];
    long? _lastNs;
    TcpState _initiator;
    TcpState _responder;

    LadderBuilder(ConnectionReport report, InputNames names)
    {
        _report = report;
        _verdict = new VerdictNotes(report, names);
    }

    /// <summary>Builds the ladder of a connection.</summary>
    /// <param name="report">Its verdict.</param>
    /// <param name="log">Its segments.</param>
    /// <param name="names">The inputs' names.</param>
    /// <param name="all">Fold nothing.</param>
    public static Ladder Build(in ConnectionReport report, SegmentLog log, InputNames names, bool all)
    {
        var builder = new LadderBuilder(report, names);
        log.Sort();
        builder.AddAll(log.Entries, all);
        return new Ladder(report, builder._steps, log.Dropped);
    }

    void AddAll(IReadOnlyList<LogEntry> entries, bool all)
    {
        int i = 0;
        while (i < entries.Count)
        {
            int end = i;
            while (end < entries.Count && CanFold(entries[end])) { end++; }
            if (all || end - i < (2 * ShownOfRun) + LeastFold)
            {
                end = end == i ? i + 1 : end;
                for (; i < end; i++) { Add(entries[i]); }
                continue;
            }
            AddRun(entries, i, end);
            i = end;
        }
    }

    void AddRun(IReadOnlyList<LogEntry> entries, int from, int end)
    {
        FoldedRun? run = null;
        for (int i = from; i < end; i++)
        {
            if (i < from + ShownOfRun || i >= end - ShownOfRun)
            {
                AddFold(ref run);
                Add(entries[i]);
            }
            else
            {
                run = SegmentLog.Join(run, entries[i]);
            }
        }
    }

    void AddFold(ref FoldedRun? run)
    {
        if (run is null) { return; }
        _steps.Add(run);
        _lastNs = run.LastTimeNs;
        run = null;
    }

    bool CanFold(in LogEntry entry) => entry.IsFoldable && (entry.Folded is not null || !_verdict.Names(entry.Observation.Segment.Frame));

    void Add(in LogEntry entry)
    {
        if (entry.Folded is { } folded)
        {
            FoldedRun? run = folded;
            AddFold(ref run);
            return;
        }
        SegmentObservation seen = entry.Observation;
        Role from = seen.Segment.Source == _report.Initiator ? Role.Initiator : Role.Responder;
        if (!entry.IsOddSyn)
        {
            (_initiator, _responder) = from == Role.Initiator ? (seen.SenderAfter, seen.ReceiverAfter) : (seen.ReceiverAfter, seen.SenderAfter);
        }
        var rung = new Rung
        {
            Segment = seen.Segment,
            From = from,
            AtNs = seen.Segment.TimestampNs - _report.FirstTimeNs,
            SinceLastNs = seen.Segment.TimestampNs - _lastNs,
            RelativeSeq = _numbers.SeqOf(seen.Segment),
            RelativeAck = _numbers.AckOf(seen.Segment),
            InitiatorState = _initiator,
            ResponderState = _responder,
            Facts = entry.IsOddSyn ? SegmentFacts.None : seen.Facts,
            IsOddSyn = entry.IsOddSyn,
        };
        _lastNs = seen.Segment.TimestampNs;
        _steps.Add(rung with { Notes = _verdict.Of(rung) });
    }
}

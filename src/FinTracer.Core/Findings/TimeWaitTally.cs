using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>Counts the TIME-WAITs of one holder and follows how many it held over time.</summary>
internal sealed class TimeWaitTally
{
    Tally<TimeWaitEnding> _endings;
    readonly OccupancyCurve _held = new();
    long _restarts;

    public void Add(in TimeWaitReport timeWait)
    {
        _endings.Add(timeWait.Ended);
        _restarts += timeWait.Restarts;
        if (timeWait.Fields is { Ended: not TimeWaitEnding.NeverKept, EnteredTimeNs: { } entered }) { _held.Add(entered, timeWait.EndedTimeNs); }
    }

    public void MergeWith(TimeWaitTally other)
    {
        _endings.MergeWith(other._endings);
        _held.MergeWith(other._held);
        _restarts += other._restarts;
    }

    public IReadOnlyList<OccupancyPoint> HeldOverTime() => _held.ToPoints();

    public TimeWaitSummary Summarize()
    {
        long open = 0, expired = 0, reused = 0, assassinated = 0, neverKept = 0;
        foreach ((TimeWaitEnding ending, long count) in _endings.ToCounts())
        {
            _ = ending switch
            {
                TimeWaitEnding.Open => open = count,
                TimeWaitEnding.Expired => expired = count,
                TimeWaitEnding.Reused => reused = count,
                TimeWaitEnding.Assassinated => assassinated = count,
                TimeWaitEnding.NeverKept => neverKept = count,
            };
        }
        return new()
        {
            Entered = open + expired + reused + assassinated,
            Peak = _held.Peak(),
            OpenAtEnd = open,
            Expired = expired,
            Reused = reused,
            Assassinated = assassinated,
            NeverKept = neverKept,
            Restarts = _restarts,
        };
    }
}

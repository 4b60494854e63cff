using System.Collections.Generic;

namespace FinTracer.Lab.Middle;

/// <summary>What the middle does to the segments it is told to watch for. A story holds it to release or stop it.</summary>
public sealed class Rule
{
    readonly Router _router;
    readonly List<Passage> _kept = [];
    int _left;

    internal Rule(Router router, SegmentMatch match, RuleAction action, int times, bool beforeTap)
    {
        _router = router;
        Match = match;
        Action = action;
        _left = times;
        BeforeTap = beforeTap;
    }

    /// <summary>How many segments it has met.</summary>
    public int Met { get; private set; }

    internal SegmentMatch Match { get; }

    internal RuleAction Action { get; }

    internal bool BeforeTap { get; }

    /// <summary>Waits until it has met so many segments.</summary>
    public void Await(int count = 1) => _router.Await(() => Met >= count, $"{count} x {Match}");

    /// <summary>Sends on, in their order, the segments it has kept, and keeps no more.</summary>
    public void Release() => _router.Release(this);

    /// <summary>Lets the segments pass from now on.</summary>
    public void Stop() => _router.Locked(() => { _left = 0; });

    internal bool Applies(in WireSegment segment)
    {
        if (_left == 0 || !Match.Test(segment))
        {
            return false;
        }

        _left--;
        Met++;
        return true;
    }

    internal void Keep(Passage passage) => _kept.Add(passage);

    internal Passage[] TakeKept()
    {
        Passage[] kept = [.. _kept];
        _kept.Clear();
        return kept;
    }
}

using System;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Chooses who leaves when there is no room. A hand goes round the slots. Within a short reach it takes the first flow whose handshake was never completed, touched or not:
/// a flood of SYNs, answered or repeated, pushes itself out and leaves conversations alone, however long they are silent. Where none is in reach, the connection leaves
/// that closed before all others: it is nearest to being forgotten, and the least is still to come of it. Only where none has closed does the hand
/// take the first flow that nothing has touched since it last came by (the CLOCK, or second-chance, rule).
/// </summary>
sealed class EvictionHand(FlowTable<Flow> flows, FlowDeadlines deadlines)
{
    // A flood that sets in on a table full of conversations costs at most one in LeastReach of them: after a round it has slots of its own.
    const int LeastReach = 64;
    const int GreatestReach = 16_384;

    // Long while the search succeeds, so that conversations that lie together are passed; short when it does not, so that it costs little where there is no flood.
    int _reach = GreatestReach;
    int _slot;

    /// <summary>The next to leave. The table must not be empty.</summary>
    public Flow Next()
    {
        Flow? untouched = null;
        for (int steps = 0; steps < _reach; steps++)
        {
            if (Step() is { Established: false } halfOpen)
            {
                _reach = Math.Min(GreatestReach, _reach * 2);
                return halfOpen;
            }

            untouched ??= Pass();
        }

        _reach = Math.Max(LeastReach, _reach / 2);
        if (deadlines.TakeFirst() is { } closed)
        {
            return closed;
        }

        while (untouched is null)
        {
            Step();
            untouched = Pass();
        }

        return untouched;
    }

    /// <summary>Moves the hand on by a slot; the flow that lies there.</summary>
    Flow? Step()
    {
        _slot = _slot + 1 < flows.SlotCount ? _slot + 1 : 0;
        return flows[_slot];
    }

    /// <summary>The flow under the hand when nothing has touched it since the hand last came by.</summary>
    Flow? Pass()
    {
        if (flows[_slot] is not { } flow)
        {
            return null;
        }

        bool untouched = !flow.Touched;
        flow.Touched = false;
        return untouched ? flow : null;
    }
}

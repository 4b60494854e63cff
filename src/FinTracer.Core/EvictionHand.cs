using System;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Chooses who leaves when there is no room. A hand goes round the slots (the CLOCK, or second-chance, rule). Within a short reach it takes the first
/// flow whose handshake was never completed, touched or not: a flood of SYNs, answered or repeated, pushes itself out and leaves conversations alone,
/// however long they are silent. Only where none is in reach does the first flow leave that nothing has touched since the hand last came by.
/// </summary>
sealed class EvictionHand(FlowTable<Flow> flows)
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
        for (int steps = 0; steps < _reach || untouched is null; steps++)
        {
            _slot = _slot + 1 < flows.SlotCount ? _slot + 1 : 0;
            if (flows[_slot] is not { } flow)
            {
                continue;
            }

            if (!flow.Established)
            {
                _reach = Math.Min(GreatestReach, _reach * 2);
                return flow;
            }

            if (flow.Touched)
            {
                flow.Touched = false;
            }
            else
            {
                untouched ??= flow;
            }
        }

        _reach = Math.Max(LeastReach, _reach / 2);
        return untouched;
    }
}

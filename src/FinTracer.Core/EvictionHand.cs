using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Chooses who leaves when there is no room: a hand goes round the slots and takes the first flow that nothing has touched since it last came by
/// (the CLOCK, or second-chance, rule), so a flood of SYNs pushes itself out and leaves conversations alone.
/// </summary>
sealed class EvictionHand(FlowTable<Flow> flows)
{
    int _slot;

    /// <summary>The next to leave. The table must not be empty.</summary>
    public Flow Next()
    {
        while (true)
        {
            _slot = _slot + 1 < flows.SlotCount ? _slot + 1 : 0;
            if (flows[_slot] is not { } flow)
            {
                continue;
            }

            if (!flow.Touched)
            {
                return flow;
            }

            flow.Touched = false;
        }
    }
}

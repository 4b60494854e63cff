using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Chooses who leaves when there is no room: of the flows whose handshake was not completed the one that began first, the newest spared, so that a flood of SYNs, answered
/// or repeated, pushes itself out and leaves conversations alone, however long they are silent. Where there is none, the connection that closed before all others: it is nearest to
/// being forgotten, and the least is still to come of it. Only where none has closed does a hand that goes round the slots take the first flow that nothing has touched
/// since it last came by (the CLOCK, or second-chance, rule).
/// </summary>
sealed class EvictionHand(FlowTable<Flow> flows, FlowDeadlines deadlines)
{
    HalfOpenFlows? _halfOpen; // from when they are needed for the first time: most captures never fill the table
    int _slot;

    /// <summary>A connection has begun in a flow.</summary>
    public void NoteBegin(Flow flow) => _halfOpen?.Add(flow);

    /// <summary>The next to leave, which must leave then. The table must not be empty.</summary>
    public Flow Next()
    {
        _halfOpen ??= new(flows);
        return _halfOpen.TakeFirst() ?? deadlines.TakeFirst() ?? Untouched();
    }

    Flow Untouched()
    {
        while (true)
        {
            _slot = _slot + 1 < flows.SlotCount ? _slot + 1 : 0;
            if (flows[_slot] is { } flow)
            {
                if (!flow.Touched)
                {
                    return flow;
                }

                flow.Touched = false;
            }
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Flows whose connection has not completed its handshake, in the order in which they began. One that completes it is passed over when its turn comes, so that nothing need
/// be done when it does.
/// </summary>
sealed class HalfOpenFlows
{
    const int Spare = 512; // entries of flows that have left or are established: so many are not worth looking through

    const int Share = 64;

    readonly FlowTable<Flow> _flows;
    readonly Queue<(int Slot, long Number)> _waiting;

    /// <summary>Those of a table.</summary>
    public HalfOpenFlows(FlowTable<Flow> flows)
    {
        _flows = flows;
        _waiting = new(Enumerable.Range(0, flows.SlotCount).Select(slot => flows[slot]).Where(static flow => flow is { Established: false })
            .Select(static flow => (flow!.Slot, flow.Number)).OrderBy(static entry => entry.Number));
    }

    /// <summary>A flow's connection has begun.</summary>
    public void Add(Flow flow)
    {
        if (_waiting.Count >= (2 * _flows.Count) + Spare)
        {
            for (int left = _waiting.Count; left > 0; left--)
            {
                (int Slot, long Number) entry = _waiting.Dequeue();
                if (Find(entry) is not null)
                {
                    _waiting.Enqueue(entry);
                }
            }
        }

        _waiting.Enqueue((flow.Slot, flow.Number));
    }

    /// <summary>
    /// Takes the one that began before all others; null when there is none, but for those after which less than one in <see cref="Share"/> of the table has begun: they are
    /// given time to complete their handshakes.
    /// </summary>
    public Flow? TakeFirst()
    {
        int spared = _flows.Count / Share;
        while (_waiting.Count > spared)
        {
            if (Find(_waiting.Dequeue()) is { } flow)
            {
                return flow;
            }
        }

        return null;
    }

    Flow? Find((int Slot, long Number) entry) => _flows[entry.Slot] is { Established: false } flow && flow.Number == entry.Number ? flow : null;
}

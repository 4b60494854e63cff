using System.Collections.Generic;
using System.Linq;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>
/// Flows whose connection has not completed its handshake, in the order in which the connections began. One that completes it is passed over when its turn comes, so that
/// nothing need be done when it does; neither need one that another follows under the same four-tuple, which stands further behind.
/// </summary>
sealed class HalfOpenFlows
{
    const int Spare = 512; // entries of flows that have left or are established: so many are not worth looking through
    const int Share = 64;

    readonly FlowTable<Flow> _flows;
    readonly Queue<(int Slot, long Begun)> _waiting = new();
    long _begun;

    /// <summary>Those of a table, in the order of their flows.</summary>
    public HalfOpenFlows(FlowTable<Flow> flows)
    {
        _flows = flows;
        foreach (Flow flow in Enumerable.Range(0, flows.SlotCount).Select(slot => flows[slot]).OfType<Flow>().OrderBy(static flow => flow.Number))
        {
            Enqueue(flow);
        }
    }

    /// <summary>Entries, those included that do not count any more: at most two for each flow of the table, and some.</summary>
    public int Count => _waiting.Count;

    /// <summary>A connection has begun in a flow.</summary>
    public void Add(Flow flow)
    {
        Enqueue(flow);
        if (_waiting.Count <= (2 * _flows.Count) + Spare)
        {
            return;
        }

        for (int left = _waiting.Count; left > 0; left--)
        {
            (int Slot, long Begun) entry = _waiting.Dequeue();
            if (Find(entry) is not null)
            {
                _waiting.Enqueue(entry);
            }
        }
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

    void Enqueue(Flow flow)
    {
        if (!flow.Established)
        {
            flow.Begun = ++_begun;
            _waiting.Enqueue((flow.Slot, flow.Begun));
        }
    }

    Flow? Find((int Slot, long Begun) entry) => _flows[entry.Slot] is { Established: false } flow && flow.Begun == entry.Begun ? flow : null;
}

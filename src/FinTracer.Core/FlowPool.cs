using System.Collections.Generic;

namespace FinTracer;

/// <summary>
/// Flows that serve one four-tuple after the other. In a full table one leaves for each that begins. Left to the collector, those that leave lie scattered over its oldest
/// generation, and to tidy that up it stops a live capture for long enough to lose packets.
/// </summary>
/// <param name="watched">Each flow has a <see cref="FlowWatch"/>.</param>
sealed class FlowPool(bool watched)
{
    const int MaxSpare = 16_384;

    readonly Stack<Flow> _spare = new();
    readonly List<Flow> _left = [];
    long _lastNumber;

    /// <summary>A flow without a connection and without a slot, with a number that no other has had.</summary>
    public Flow Take()
    {
        Flow flow = _spare.TryPop(out Flow? spare) ? spare : new Flow { Watch = watched ? new FlowWatch() : null };
        flow.Number = ++_lastNumber;
        return flow;
    }

    /// <summary>A flow has left the table. The batch being worked on may still name it, so it serves again only after <see cref="Release"/>.</summary>
    public void Return(Flow flow)
    {
        flow.Clear();
        if (_spare.Count + _left.Count < MaxSpare)
        {
            _left.Add(flow);
        }
    }

    /// <summary>The batch is done: nobody knows any more the flows that have left.</summary>
    public void Release()
    {
        foreach (Flow flow in _left)
        {
            _spare.Push(flow);
        }

        _left.Clear();
    }
}

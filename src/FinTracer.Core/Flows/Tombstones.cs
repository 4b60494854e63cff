using System;
using System.Collections.Generic;
using System.Linq;

namespace FinTracer.Flows;

/// <summary>
/// Deadlines of flows in the order of time. One that moves later is looked at again when its first one comes; for one that moves earlier another entry is made,
/// and whoever takes the first one out must know that it does not count any more.
/// </summary>
public sealed class Tombstones
{
    readonly PriorityQueue<int, (long DeadlineNs, long FlowNumber)> _queue = new();

    /// <summary>Entries waiting.</summary>
    public int Count => _queue.Count;

    /// <summary>Sets a deadline for the flow <paramref name="flowNumber"/> (unique for ever) that lies in <paramref name="slot"/> now.</summary>
    public void Enqueue(int slot, long flowNumber, long deadlineNs) => _queue.Enqueue(slot, (deadlineNs, flowNumber));

    /// <summary>Drops the entries (slot, number, deadline) that <paramref name="isWanted"/> does not want: flows that left early leave them behind, and a flood has many such.</summary>
    public void KeepOnly(Func<int, long, long, bool> isWanted)
    {
        var wanted = _queue.UnorderedItems.Where(entry => isWanted(entry.Element, entry.Priority.FlowNumber, entry.Priority.DeadlineNs)).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(wanted);
    }

    /// <summary>Takes the entry with the earliest deadline when that is not after <paramref name="nowNs"/>.</summary>
    public bool TryDequeueDue(long nowNs, out int slot, out long flowNumber, out long deadlineNs)
    {
        if (_queue.TryPeek(out slot, out (long DeadlineNs, long FlowNumber) priority) && priority.DeadlineNs <= nowNs)
        {
            _queue.Dequeue();
            (deadlineNs, flowNumber) = priority;
            return true;
        }

        (slot, flowNumber, deadlineNs) = (-1, 0, 0);
        return false;
    }
}

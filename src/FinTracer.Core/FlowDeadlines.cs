using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FinTracer.Flows;

namespace FinTracer;

/// <summary>When flows are decided, in the order of time, so that the clock need look at no other flow than those that are due.</summary>
sealed class FlowDeadlines(FlowTable<Flow> flows, DecisionTimes decided)
{
    // Deadlines of flows that left early wait on; this many are not worth looking through.
    const int SpareTombstones = 512;

    readonly Tombstones _tombstones = new();

    /// <summary>A flow has taken in a segment: it may have a deadline now, or an earlier one than before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(Flow flow)
    {
        // Earlier than what waits: it has closed, and a closed connection is forgotten sooner than one that was never answered.
        if (decided.Of(flow) is var deadline && deadline < flow.TombstoneNs)
        {
            Bury(flow, deadline);
        }
    }

    /// <summary>The next flow that is decided at <paramref name="nowNs"/>, and when it was, both nanoseconds since the epoch.</summary>
    public bool TryTakeDue(long nowNs, [NotNullWhen(true)] out Flow? flow, out long deadlineNs)
    {
        nowNs -= DecisionTimes.ClockSlackNs;
        while (TryDequeue(nowNs, out flow, out _, out deadlineNs))
        {
            if (deadlineNs <= nowNs)
            {
                return true;
            }

            PutOff(flow, deadlineNs);
        }

        (flow, deadlineNs) = (null, 0);
        return false;
    }

    /// <summary>
    /// Takes the flow that is decided before all others if nothing more comes, however far that is ahead; null when every flow lives. Each entry that is passed over costs one
    /// segment that has put its flow's end off, so that a call takes constant time on the whole.
    /// </summary>
    public Flow? TakeFirst()
    {
        while (TryDequeue(long.MaxValue, out Flow? flow, out long tombstoneNs, out long deadlineNs))
        {
            if (deadlineNs <= tombstoneNs)
            {
                return flow;
            }

            PutOff(flow, deadlineNs);
        }

        return null;
    }

    /// <summary>Takes out the earliest entry up to <paramref name="dueNs"/> that counts; its flow waits no more, and may have got another deadline since.</summary>
    bool TryDequeue(long dueNs, [NotNullWhen(true)] out Flow? flow, out long tombstoneNs, out long deadlineNs)
    {
        while (_tombstones.TryDequeueDue(dueNs, out int slot, out long number, out tombstoneNs))
        {
            if (Waits(slot, number, tombstoneNs, out flow)) // else it left before, or another deadline took the place of this one
            {
                flow.TombstoneNs = long.MaxValue;
                deadlineNs = decided.Of(flow);
                return true;
            }
        }

        (flow, deadlineNs) = (null, 0);
        return false;
    }

    /// <summary>The flow was heard of since: it waits anew. One that lives after all gets a new tombstone when it ends.</summary>
    void PutOff(Flow flow, long deadlineNs)
    {
        if (deadlineNs < long.MaxValue)
        {
            Bury(flow, deadlineNs);
        }
    }

    void Bury(Flow flow, long deadlineNs)
    {
        flow.TombstoneNs = deadlineNs;
        _tombstones.Enqueue(flow.Slot, flow.Number, deadlineNs);
        if (_tombstones.Count > (2 * flows.Count) + SpareTombstones)
        {
            _tombstones.KeepOnly((slot, number, tombstoneNs) => Waits(slot, number, tombstoneNs, out _));
        }
    }

    bool Waits(int slot, long number, long tombstoneNs, [NotNullWhen(true)] out Flow? flow)
    {
        flow = slot < flows.SlotCount ? flows[slot] : null;
        return flow is not null && flow.Number == number && flow.TombstoneNs == tombstoneNs;
    }
}

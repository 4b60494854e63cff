using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Flows;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>What is left to tell when a live capture has ended, by first frame: connections where they lie, and SYNs that still wait for their answer beside one.</summary>
sealed class LeftToTell
{
    const int Sparse = 4; // of so many numbers, one is left: then sorting is cheaper than a place for every number

    readonly FlowTable<Flow> _flows;
    readonly int[] _slots; // by number; ~slot: the SYN beside that slot's connection

    LeftToTell(FlowTable<Flow> flows, int[] slots, int count, int others) => (_flows, _slots, Count, Others) = (flows, slots, count, others);

    /// <summary>Connections that are left.</summary>
    public int Count { get; }

    /// <summary>Connections that are not.</summary>
    public int Others { get; }

    /// <summary>A connection by its place; <c>Attempt</c> when it is the SYN beside the flow's own.</summary>
    public (Flow Flow, ConnectionTrack? Attempt) this[int place] => _slots[place] is >= 0 and int slot ? (_flows[slot]!, null) : (_flows[~_slots[place]]!, _flows[~_slots[place]]!.Attempt);

    /// <summary>All flows, or those that are left.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="numbers">Their connections' numbers.</param>
    /// <param name="isLeft">Null: all are. It is asked of every flow, which costs more than all else here.</param>
    public static LeftToTell Of(FlowTable<Flow> flows, SlotNumbers numbers, Predicate<Flow>? isLeft)
        => isLeft is null && AllByPlace(flows, numbers) is { } all ? all : BySorting(flows, numbers, isLeft);

    /// <summary>
    /// Puts all in order in one array, by number: memory that is touched for the first time costs more here than all else. Null where the numbers lie far apart.
    /// </summary>
    static LeftToTell? AllByPlace(FlowTable<Flow> flows, SlotNumbers numbers)
    {
        (long least, long greatest, int count) = (long.MaxValue, 0, 0);
        ForEach(flows, numbers, (number, _) => (least, greatest, count) = (Math.Min(least, number), Math.Max(greatest, number), count + 1));

        if (count == 0 || greatest - least >= (long)Sparse * count)
        {
            return null;
        }

        int[] slots = new int[greatest - least + 1];
        ForEach(flows, numbers, (number, slot) => slots[number - least] = slot < 0 ? slot : slot + 1); // 0: a number that is gone

        int next = 0;
        foreach (int slot in slots)
        {
            if (slot != 0)
            {
                slots[next++] = slot < 0 ? slot : slot - 1;
            }
        }

        return new(flows, slots, count, 0);
    }

    static LeftToTell BySorting(FlowTable<Flow> flows, SlotNumbers numbers, Predicate<Flow>? isLeft)
    {
        var found = new List<(long Number, int Slot)>();
        int others = 0;
        for (int slot = 0; slot < flows.SlotCount; slot++)
        {
            if (numbers[slot] == 0)
            {
                continue;
            }

            Flow flow = flows[slot]!;
            if (isLeft?.Invoke(flow) == false)
            {
                others++;
                continue;
            }

            ForEachOf(flow, slot, (number, place) => found.Add((number, place)));
        }

        found.Sort();
        return new(flows, [.. found.Select(static each => each.Slot)], found.Count, others);
    }

    static void ForEach(FlowTable<Flow> flows, SlotNumbers numbers, Action<long, int> visit)
    {
        for (int slot = 0; slot < flows.SlotCount; slot++)
        {
            long number = numbers[slot];
            if (number > 0)
            {
                visit(number, slot);
            }
            else if (number < 0)
            {
                ForEachOf(flows[slot]!, slot, visit);
            }
        }
    }

    /// <summary>A flow's connection, and the SYN beside it that will be told as the life that follows.</summary>
    static void ForEachOf(Flow flow, int slot, Action<long, int> visit)
    {
        visit(flow.CurrentId, slot);
        if (flow.Attempt is { Challenged: false } attempt)
        {
            flow.Current!.NoteNextLife(attempt);
            visit(attempt.Id, ~slot);
        }
    }
}

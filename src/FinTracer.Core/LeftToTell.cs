using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using FinTracer.Flows;
using FinTracer.Tracking;

namespace FinTracer;

/// <summary>What is left to tell when a live capture has ended, by first frame: connections where they lie, and SYNs that still wait for their answer beside one.</summary>
sealed class LeftToTell
{
    const int Sparse = 4; // of so many numbers, one is left: then sorting is cheaper than a place for every number

    readonly FlowTable<Flow> _flows;
    readonly int[] _slots; // by number; ~slot: the SYN beside that slot's connection

    LeftToTell(FlowTable<Flow> flows, int[] slots, int others) => (_flows, _slots, Others) = (flows, slots, others);

    /// <summary>Connections that are left.</summary>
    public int Count => _slots.Length;

    /// <summary>Connections that are not.</summary>
    public int Others { get; }

    /// <summary>A connection by its place; <c>Attempt</c> when it is the SYN beside the flow's own.</summary>
    public (Flow Flow, ConnectionTrack? Attempt) this[int place] => _slots[place] is >= 0 and int slot ? (_flows[slot]!, null) : (_flows[~_slots[place]]!, _flows[~_slots[place]]!.Attempt);

    /// <summary>All flows, or those that are left.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="numbers">Their connections' numbers.</param>
    /// <param name="isLeft">Null: all are. It is asked of every flow, which costs more than all else here.</param>
    public static LeftToTell Of(FlowTable<Flow> flows, SlotNumbers numbers, Predicate<Flow>? isLeft)
    {
        var found = new List<long>(isLeft is null ? flows.Count : 0);
        var slots = new List<int>(found.Capacity);
        int others = 0;
        for (int slot = 0; slot < flows.SlotCount; slot++)
        {
            long number = numbers[slot];
            if (number == 0)
            {
                continue;
            }

            if (number > 0 && isLeft is null)
            {
                Add(number, slot);
                continue;
            }

            Flow flow = flows[slot]!;
            if (isLeft?.Invoke(flow) == false)
            {
                others++;
                continue;
            }

            Add(flow.CurrentId, slot);
            if (flow.Attempt is { Challenged: false } attempt)
            {
                flow.Current!.NoteNextLife(attempt);
                Add(attempt.Id, ~slot);
            }
        }

        return new(flows, InOrder(CollectionsMarshal.AsSpan(found), CollectionsMarshal.AsSpan(slots)), others);

        void Add(long number, int slot)
        {
            found.Add(number);
            slots.Add(slot);
        }
    }

    static int[] InOrder(Span<long> numbers, Span<int> slots)
    {
        long least = long.MaxValue;
        long greatest = 0;
        foreach (long number in numbers)
        {
            (least, greatest) = (Math.Min(least, number), Math.Max(greatest, number));
        }

        if (numbers.IsEmpty || greatest - least >= (long)Sparse * numbers.Length)
        {
            numbers.Sort(slots);
            return slots.ToArray();
        }

        int[] places = new int[greatest - least + 1]; // each number's place in the list, from 1
        for (int i = 0; i < numbers.Length; i++)
        {
            places[numbers[i] - least] = i + 1;
        }

        int[] ordered = new int[numbers.Length];
        int next = 0;
        foreach (int place in places)
        {
            if (place > 0)
            {
                ordered[next++] = slots[place - 1];
            }
        }

        return ordered;
    }
}

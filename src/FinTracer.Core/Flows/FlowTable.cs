using System;

namespace FinTracer.Flows;

/// <summary>
/// Four-tuples in a hash table with open addressing: a look-up touches one line of the index and one entry.
/// The value is the caller's; a slot number stays valid until its flow is removed.
/// </summary>
public sealed class FlowTable<TFlow>
    where TFlow : class
{
    const int MinimumCapacity = 1024;

    readonly ulong _seed;
    int[] _index; // slot + 1, or 0 when free; linear probing
    uint[] _tags; // upper half of the hash beside each index entry, so that a probe seldom reads a foreign slot
    Slot[] _slots;
    int _firstFree = -1;
    int _used;

    /// <summary>An empty table; <paramref name="seed"/> must be unpredictable where capture data may be hostile.</summary>
    public FlowTable(ulong seed)
    {
        _seed = seed;
        _index = new int[MinimumCapacity * 2];
        _tags = new uint[MinimumCapacity * 2];
        _slots = new Slot[MinimumCapacity];
    }

    /// <summary>Flows in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Slots ever used at once: slot numbers run from 0 to this, some of them free.</summary>
    public int SlotCount => _used;

    /// <summary>The flow in a slot, or null when the slot is free.</summary>
    public TFlow? this[int slot] => _slots[slot].Flow;

    /// <summary>Finds the flow of a key; null when there is none. <paramref name="slot"/> is its slot, or -1.</summary>
    public TFlow? Find(in FlowKey key, out int slot)
    {
        ulong hash = key.Hash(_seed);
        uint tag = (uint)(hash >> 32);
        int mask = _index.Length - 1;
        for (int at = (int)hash & mask; _index[at] != 0; at = (at + 1) & mask)
        {
            if (_tags[at] == tag)
            {
                ref Slot candidate = ref _slots[_index[at] - 1];
                if (candidate.Key.Equals(key))
                {
                    slot = _index[at] - 1;
                    return candidate.Flow;
                }
            }
        }

        slot = -1;
        return null;
    }

    /// <summary>Adds a flow under a key that is not in the table; returns its slot.</summary>
    public int Add(in FlowKey key, TFlow flow)
    {
        if ((Count + 1) * 2 > _index.Length)
        {
            Rehash(_index.Length * 2);
        }

        int slot = TakeSlot();
        _slots[slot] = new Slot { Key = key, Flow = flow, NextFree = -1 };
        Enter(key.Hash(_seed), slot);
        Count++;
        return slot;
    }

    /// <summary>Removes the flow in a slot. Probing stays correct without tombstones: the run behind it is closed up.</summary>
    public void RemoveAt(int slot)
    {
        int mask = _index.Length - 1;
        int at = (int)_slots[slot].Key.Hash(_seed) & mask;
        while (_index[at] != slot + 1)
        {
            at = (at + 1) & mask;
        }

        CloseUp(at, mask);
        _slots[slot] = new Slot { NextFree = _firstFree };
        _firstFree = slot;
        Count--;
    }

    void CloseUp(int hole, int mask)
    {
        for (int next = (hole + 1) & mask; _index[next] != 0; next = (next + 1) & mask)
        {
            int home = (int)_slots[_index[next] - 1].Key.Hash(_seed) & mask;
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _index[hole] = _index[next];
                _tags[hole] = _tags[next];
                hole = next;
            }
        }

        _index[hole] = 0;
    }

    int TakeSlot()
    {
        if (_firstFree >= 0)
        {
            int slot = _firstFree;
            _firstFree = _slots[slot].NextFree;
            return slot;
        }

        if (_used == _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        return _used++;
    }

    void Enter(ulong hash, int slot)
    {
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = slot + 1;
        _tags[at] = (uint)(hash >> 32);
    }

    void Rehash(int length)
    {
        _index = new int[length];
        _tags = new uint[length];
        for (int slot = 0; slot < _used; slot++)
        {
            if (_slots[slot].Flow is not null)
            {
                Enter(_slots[slot].Key.Hash(_seed), slot);
            }
        }
    }

    struct Slot
    {
        public FlowKey Key;
        public TFlow? Flow;
        public int NextFree;
    }
}

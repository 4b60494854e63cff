using System;
using FinTracer.Segments;

namespace FinTracer.Flows;

/// <summary>
/// Four-tuples in a hash table with open addressing: a look-up touches one line of the index and one entry.
/// The value is the caller's; a slot number stays valid until its flow is removed.
/// </summary>
public sealed class FlowTable<TFlow>
    where TFlow : class
{
    const int MinimumCapacity = 64;

    // Slots stand in pieces, each large enough to be an array that the collector never moves: a list that doubles leaves its size again as garbage that was touched for nothing.
    const int PieceBits = 11;
    const int PieceLength = 1 << PieceBits;

    readonly ulong _seed;
    Entry[] _index; // linear probing
    Slot[][] _pieces; // all full but the last, and only the first ever grows
    int _firstFree = -1;
    int _used;

    /// <summary>An empty table; <paramref name="seed"/> must be unpredictable where capture data may be hostile.</summary>
    public FlowTable(ulong seed)
    {
        _seed = seed;
        _index = new Entry[MinimumCapacity * 2];
        _pieces = [new Slot[MinimumCapacity]];
    }

    /// <summary>Flows in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Slots ever used at once: slot numbers run from 0 to this, some of them free.</summary>
    public int SlotCount => _used;

    /// <summary>The flow in a slot, or null when the slot is free.</summary>
    public TFlow? this[int slot] => At(slot).Flow;

    /// <summary>The key of the flow in a slot.</summary>
    public ref readonly FlowKey KeyOf(int slot) => ref At(slot).Key;

    /// <summary>The hash under which a segment's four-tuple stands in this table.</summary>
    public ulong HashOf(in Segment segment) => FlowKey.HashOf(segment, _seed);

    /// <summary>Finds the flow of a segment; null when there is none.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="hash">Its <see cref="HashOf"/>.</param>
    public TFlow? Find(in Segment segment, ulong hash) => Find(segment.Source, segment.Destination, hash);

    /// <summary>The same for endpoints, in whichever order.</summary>
    internal TFlow? Find(in Endpoint one, in Endpoint other, ulong hash)
    {
        uint tag = (uint)(hash >> 32);
        int mask = _index.Length - 1;
        for (int at = (int)hash & mask; _index[at].Slot != 0; at = (at + 1) & mask)
        {
            if (_index[at].Tag == tag)
            {
                ref Slot candidate = ref At(_index[at].Slot - 1);
                if (candidate.Key.IsBetween(one, other))
                {
                    return candidate.Flow;
                }
            }
        }

        return null;
    }

    /// <summary>Adds a flow under a key that is not in the table, and the hash of its segments; returns its slot.</summary>
    public int Add(in FlowKey key, ulong hash, TFlow flow)
    {
        if ((Count + 1) * 2 > _index.Length)
        {
            Rehash(_index.Length * 2);
        }

        int slot = TakeSlot();
        At(slot) = new Slot { Key = key, Hash = hash, Flow = flow, NextFree = -1 };
        Enter(hash, slot);
        Count++;
        return slot;
    }

    /// <summary>Removes the flow in a slot. Probing stays correct without tombstones: the run behind it is closed up.</summary>
    public void RemoveAt(int slot)
    {
        int mask = _index.Length - 1;
        int at = (int)At(slot).Hash & mask;
        while (_index[at].Slot != slot + 1)
        {
            at = (at + 1) & mask;
        }

        CloseUp(at, mask);
        At(slot) = new Slot { NextFree = _firstFree };
        _firstFree = slot;
        Count--;
    }

    void CloseUp(int hole, int mask)
    {
        for (int next = (hole + 1) & mask; _index[next].Slot != 0; next = (next + 1) & mask)
        {
            int home = (int)At(_index[next].Slot - 1).Hash & mask;
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _index[hole] = _index[next];
                hole = next;
            }
        }

        _index[hole] = default;
    }

    ref Slot At(int slot) => ref _pieces[slot >> PieceBits][slot & (PieceLength - 1)];

    int TakeSlot()
    {
        if (_firstFree >= 0)
        {
            int slot = _firstFree;
            _firstFree = At(slot).NextFree;
            return slot;
        }

        if (_used < PieceLength)
        {
            if (_used == _pieces[0].Length)
            {
                Array.Resize(ref _pieces[0], _used * 4 <= PieceLength ? _used * 4 : PieceLength);
            }
        }
        else if (_used % PieceLength == 0)
        {
            int piece = _used >> PieceBits;
            if (piece == _pieces.Length)
            {
                Array.Resize(ref _pieces, piece * 2);
            }

            _pieces[piece] = new Slot[PieceLength];
        }

        return _used++;
    }

    void Enter(ulong hash, int slot)
    {
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        while (_index[at].Slot != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = new Entry { Slot = slot + 1, Tag = (uint)(hash >> 32) };
    }

    void Rehash(int length)
    {
        _index = new Entry[length];
        for (int slot = 0; slot < _used; slot++)
        {
            ref Slot held = ref At(slot);
            if (held.Flow is not null)
            {
                Enter(held.Hash, slot);
            }
        }
    }

    /// <summary>One place of the index: the slot + 1, or 0 when free, and the upper half of the hash, so that a probe seldom reads a foreign slot.</summary>
    struct Entry
    {
        public int Slot;
        public uint Tag;
    }

    struct Slot
    {
        public FlowKey Key;
        public ulong Hash;
        public TFlow? Flow;
        public int NextFree;
    }
}

using System;
using System.Runtime.CompilerServices;
using FinTracer.Segments;

namespace FinTracer;

/// <summary>
/// The four-tuples that a batch has met last. Segments of one connection come close together, so most find theirs here without a hash that an attacker cannot
/// foresee; what is not here is entered into the batch once more, which costs little and harms nothing.
/// </summary>
sealed class TupleCache
{
    const int Places = 1024; // a power of two

    Entry[] _entries = []; // most captures are so short that a single batch is used
    int _batch = 1; // so that an empty entry belongs to none

    /// <summary>A new batch begins: what the last one met does not count any more.</summary>
    public void Clear()
    {
        _batch++;
        if (_entries.Length == 0)
        {
            _entries = new Entry[Places];
        }
    }

    /// <summary>
    /// Both directions of a four-tuple give the same, and so fall to the same shard, in every run. Whoever chooses addresses and ports can fill one shard only:
    /// that costs speed and nothing else, since the tables within hash with a secret seed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(in Segment segment)
    {
        UInt128 addresses = segment.Source.Address ^ segment.Destination.Address;
        return ((ulong)addresses ^ (ulong)(addresses >> 64) ^ ((ulong)(segment.Source.Port ^ segment.Destination.Port) << 32)) * 0x9E37_79B9_7F4A_7C15UL;
    }

    /// <summary>The place of a segment's four-tuple, whichever way it goes: out of the upper bits, the only ones in which a product has mixed all bits of its factors.</summary>
    public static int PlaceOf(ulong mixed) => (int)(mixed >> 48) & (Places - 1);

    /// <summary>Looks a segment's four-tuple up among those of the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(int place, in Segment segment, BatchTuple[][] tuples, out int shard, out int tuple, out bool fromFirst)
    {
        Entry entry = _entries[place];
        (shard, tuple) = (entry.Shard, entry.Tuple);
        if (entry.Batch != _batch)
        {
            fromFirst = false;
            return false;
        }

        ref readonly BatchTuple known = ref tuples[shard][tuple];
        fromFirst = segment.Source == known.First;
        return fromFirst ? segment.Destination == known.Second : segment.Source == known.Second && segment.Destination == known.First;
    }

    /// <summary>Enters the place of a four-tuple in the batch, instead of what was there.</summary>
    public void Set(int place, int shard, int tuple) => _entries[place] = new Entry { Batch = _batch, Shard = (ushort)shard, Tuple = (ushort)tuple };

    /// <summary>Where in the batch a four-tuple stands; eight octets, so that all places lie in the nearest cache.</summary>
    struct Entry
    {
        public int Batch;
        public ushort Shard;
        public ushort Tuple;
    }
}

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

    /// <summary>The place of a segment's four-tuple, whichever way it goes.</summary>
    public static int PlaceOf(ulong mixed) => (int)(mixed >> 20) & (Places - 1);

    /// <summary>Looks a segment's four-tuple up.</summary>
    public bool TryFind(int place, in Segment segment, out int shard, out int tuple, out bool fromFirst)
    {
        ref Entry entry = ref _entries[place];
        (shard, tuple) = (entry.Shard, entry.Tuple);
        fromFirst = segment.Source == entry.First;
        return entry.Batch == _batch
            && (fromFirst ? segment.Destination == entry.Second : segment.Source == entry.Second && segment.Destination == entry.First);
    }

    /// <summary>Enters a segment's four-tuple in place of what was there.</summary>
    public void Set(int place, in Segment segment, int shard, int tuple) =>
        _entries[place] = new Entry { First = segment.Source, Second = segment.Destination, Batch = _batch, Shard = shard, Tuple = tuple };

    struct Entry
    {
        public Endpoint First;
        public Endpoint Second;
        public int Batch;
        public int Shard;
        public int Tuple;
    }
}

using System;

namespace FinTracer;

/// <summary>
/// The numbers of the connections in the flow table, slot by slot. At the end of a live capture they are put in order by these eight octets each, which lie in a row; a million
/// flows, none of them in a cache any more, take a tenth of a second to ask.
/// </summary>
sealed class SlotNumbers
{
    long[] _numbers = new long[64];

    /// <summary>The number of the connection in a slot, 0 when there is none; negative: ask the flow, since a SYN has come that may wait beside its connection.</summary>
    public long this[int slot] => slot < _numbers.Length ? _numbers[slot] : 0;

    /// <summary>A connection has begun in the flow's slot.</summary>
    public void Begin(int slot, long number)
    {
        if (slot >= _numbers.Length)
        {
            Array.Resize(ref _numbers, Math.Max(slot + 1, _numbers.Length * 2));
        }

        _numbers[slot] = number;
    }

    /// <summary>Another one tries to take its place.</summary>
    public void Attempt(int slot) => _numbers[slot] = -Math.Abs(_numbers[slot]);

    /// <summary>The slot is free.</summary>
    public void Free(int slot) => _numbers[slot] = 0;
}

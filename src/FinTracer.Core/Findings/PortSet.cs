using System;
using System.Numerics;

namespace FinTracer.Findings;

/// <summary>
/// A set of ports that merges by union. A sorted array while it is small, as nearly all are; a bitmap of 8 KiB once it is not.
/// </summary>
internal sealed class PortSet
{
    const int SmallCapacity = 256;
    const int BitmapWords = 65536 / 64;

    ushort[] _small = [];
    int _smallCount;
    ulong[]? _bitmap;

    public int Count { get; private set; }

    public void Add(ushort port)
    {
        if (_bitmap is null && !TryAddSmall(port)) { SwitchToBitmap(); }
        if (_bitmap is not null) { AddToBitmap(port); }
    }

    public void MergeWith(PortSet other)
    {
        if (other._bitmap is null)
        {
            foreach (ushort port in other._small.AsSpan(0, other._smallCount)) { Add(port); }
            return;
        }
        if (_bitmap is null) { SwitchToBitmap(); }
        for (int word = 0; word < BitmapWords; word++)
        {
            ulong added = other._bitmap[word] & ~_bitmap![word];
            _bitmap[word] |= added;
            Count += BitOperations.PopCount(added);
        }
    }

    /// <summary>False when the array is full and <paramref name="port"/> is not in it.</summary>
    bool TryAddSmall(ushort port)
    {
        int index = Array.BinarySearch(_small, 0, _smallCount, port);
        if (index >= 0) { return true; }
        if (_smallCount == SmallCapacity) { return false; }
        if (_smallCount == _small.Length) { Array.Resize(ref _small, Math.Max(4, _small.Length * 2)); }
        int at = ~index;
        Array.Copy(_small, at, _small, at + 1, _smallCount - at);
        _small[at] = port;
        _smallCount++;
        Count++;
        return true;
    }

    void SwitchToBitmap()
    {
        _bitmap = new ulong[BitmapWords];
        foreach (ushort port in _small.AsSpan(0, _smallCount)) { _bitmap[port >> 6] |= 1UL << (port & 63); }
        _small = [];
        _smallCount = 0;
    }

    void AddToBitmap(ushort port)
    {
        ref ulong word = ref _bitmap![port >> 6];
        ulong bit = 1UL << (port & 63);
        if ((word & bit) != 0) { return; }
        word |= bit;
        Count++;
    }
}

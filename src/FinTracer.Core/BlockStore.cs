using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace FinTracer;

/// <summary>
/// Keeps many short strings of octets in blocks of equal size, chained: freed blocks serve again whatever the lengths, and the collector sees a few large arrays
/// instead of a million small ones.
/// </summary>
sealed class BlockStore
{
    const int BlockLength = 128;      // two cache lines, which come together
    const int LinkLength = sizeof(int);
    const int BlocksInSlab = 2048;    // 256 KiB: an array that the collector never moves
    const int NoBlock = -1;

    readonly List<byte[]> _slabs = [];
    int _firstFree = NoBlock;
    int _used;

    /// <summary>Keeps a copy of <paramref name="octets"/>; the number returned gives it back.</summary>
    public int Add(ReadOnlySpan<byte> octets)
    {
        int first = NoBlock;
        Span<byte> link = default;
        do
        {
            int block = TakeBlock();
            if (first == NoBlock)
            {
                first = block;
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(link, block);
            }

            link = At(block);
            int length = Math.Min(octets.Length, BlockLength - LinkLength);
            octets[..length].CopyTo(link[LinkLength..]);
            octets = octets[length..];
        }
        while (!octets.IsEmpty);
        BinaryPrimitives.WriteInt32LittleEndian(link, NoBlock);
        return first;
    }

    /// <summary>Copies the octets kept under a number to the start of <paramref name="buffer"/> (up to a block's length more are overwritten) and forgets them.</summary>
    public void Take(int number, Span<byte> buffer)
    {
        for (int block = number; block != NoBlock;)
        {
            Span<byte> octets = At(block);
            octets[LinkLength..].CopyTo(buffer);
            buffer = buffer[(BlockLength - LinkLength)..];
            block = BinaryPrimitives.ReadInt32LittleEndian(octets);
        }

        Free(number);
    }

    /// <summary>Forgets what is kept under a number.</summary>
    public void Free(int number)
    {
        Span<byte> last = At(number);
        while (BinaryPrimitives.ReadInt32LittleEndian(last) is not NoBlock and int next)
        {
            last = At(next);
        }

        BinaryPrimitives.WriteInt32LittleEndian(last, _firstFree);
        _firstFree = number;
    }

    Span<byte> At(int block) => _slabs[block / BlocksInSlab].AsSpan(block % BlocksInSlab * BlockLength, BlockLength);

    int TakeBlock()
    {
        if (_firstFree != NoBlock)
        {
            int block = _firstFree;
            _firstFree = BinaryPrimitives.ReadInt32LittleEndian(At(block));
            return block;
        }

        if (_used == _slabs.Count * BlocksInSlab)
        {
            _slabs.Add(GC.AllocateUninitializedArray<byte>(BlocksInSlab * BlockLength));
        }

        return _used++;
    }
}

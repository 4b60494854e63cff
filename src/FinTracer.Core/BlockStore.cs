using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace FinTracer;

/// <summary>
/// Keeps many short strings of octets in blocks of equal size: freed blocks serve again whatever the lengths, and the collector sees a few large arrays
/// instead of a million small ones. What needs more than one block is chained. Freeing touches no octets, which are mostly in no cache any more.
/// </summary>
/// <param name="blockLength">Octets in a block, four of which are its link: what most strings need, since a second block is mostly empty.</param>
sealed class BlockStore(int blockLength)
{
    const int LinkLength = sizeof(int);
    const int BlocksInSlab = 1024;    // so that a slab is an array that the collector never moves
    const int FirstSlabs = 8;         // of which so many are that small; behind them
    const int BlocksInNext = 16_384;  // they are so large that a huge page or two fit in, which saves the processor a search in tables for each block
    const int FirstBlocks = FirstSlabs * BlocksInSlab;
    const int NoBlock = -1;
    const int CacheLine = 64;

    readonly List<byte[]> _slabs = [];
    readonly Stack<int> _free = new();
    int _used;
    int _room; // blocks in all slabs

    /// <summary>Keeps a copy of <paramref name="octets"/>; the number returned gives it back.</summary>
    public int Add(ReadOnlySpan<byte> octets)
    {
        int first = TakeBlock();
        Span<byte> block = At(first);
        bool chained = false;
        while (octets.Length > blockLength - LinkLength)
        {
            chained = true;
            octets[..(blockLength - LinkLength)].CopyTo(block[LinkLength..]);
            octets = octets[(blockLength - LinkLength)..];
            int next = TakeBlock();
            BinaryPrimitives.WriteInt32LittleEndian(block, next);
            block = At(next);
        }

        BinaryPrimitives.WriteInt32LittleEndian(block, NoBlock);
        octets.CopyTo(block[LinkLength..]);
        return (first << 1) | (chained ? 1 : 0);
    }

    /// <summary>Copies the octets kept under a number to the start of <paramref name="buffer"/> (up to a block's length more are overwritten) and forgets them.</summary>
    public void Take(int number, Span<byte> buffer)
    {
        for (int block = number >> 1; block != NoBlock;)
        {
            int next = Copy(block, ref buffer);
            _free.Push(block);
            block = next;
        }
    }

    /// <summary>The same without forgetting them. Any number of threads may read at once, as long as nobody adds, takes or frees.</summary>
    public void Read(int number, Span<byte> buffer)
    {
        for (int block = number >> 1; block != NoBlock;)
        {
            block = Copy(block, ref buffer);
        }
    }

    /// <summary>
    /// Brings the first block under a number into the cache: an octet is read of each of its lines. What is returned means nothing, but must be used, or nothing is read.
    /// Any number of threads may do so at once, as long as nobody adds, takes or frees.
    /// </summary>
    public byte Touch(int number)
    {
        byte all = 0;
        ReadOnlySpan<byte> block = At(number >> 1);
        for (int at = 0; at < block.Length; at += CacheLine)
        {
            all |= block[at];
        }

        return all;
    }

    /// <summary>Forgets what is kept under a number.</summary>
    public void Free(int number)
    {
        int block = number >> 1;
        _free.Push(block);
        while ((number & 1) != 0 && BinaryPrimitives.ReadInt32LittleEndian(At(block)) is not NoBlock and int next)
        {
            _free.Push(next);
            block = next;
        }
    }

    int Copy(int block, ref Span<byte> buffer)
    {
        Span<byte> octets = At(block);
        octets[LinkLength..].CopyTo(buffer);
        buffer = buffer[(blockLength - LinkLength)..];
        return BinaryPrimitives.ReadInt32LittleEndian(octets);
    }

    Span<byte> At(int block) => block < FirstBlocks
        ? _slabs[block / BlocksInSlab].AsSpan(block % BlocksInSlab * blockLength, blockLength)
        : _slabs[FirstSlabs + ((block - FirstBlocks) / BlocksInNext)].AsSpan((block - FirstBlocks) % BlocksInNext * blockLength, blockLength);

    int TakeBlock()
    {
        if (_free.TryPop(out int free))
        {
            return free;
        }

        if (_used == _room)
        {
            int blocks = _used < FirstBlocks ? BlocksInSlab : BlocksInNext;
            _slabs.Add(GC.AllocateUninitializedArray<byte>(blocks * blockLength));
            _room += blocks;
        }

        return _used++;
    }
}

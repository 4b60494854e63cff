using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FinTracer.Tracking;

/// <summary>Reads back what <see cref="FactWriter"/> wrote.</summary>
struct FactReader(byte[] buffer) : IFactCodec
{
    /// <summary>In the place of a length: the value lies 2^63 from where it was expected.</summary>
    public const int FarthestAway = 15;

    int _at;
    int _lengths;
    bool _halfFree;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bits(ref bool a, ref bool b, ref bool c, ref bool d, ref bool e, ref bool f, ref bool g, ref bool h)
    {
        byte bits = buffer[_at++];
        a = (bits & 1) != 0;
        b = (bits & 2) != 0;
        c = (bits & 4) != 0;
        d = (bits & 8) != 0;
        e = (bits & 16) != 0;
        f = (bits & 32) != 0;
        g = (bits & 64) != 0;
        h = (bits & 128) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Octet(ref byte value) => value = buffer[_at++];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FiveOctets(ref ulong value)
    {
        value = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(_at)) & 0xFF_FFFF_FFFF;
        _at += 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref int value) => value = (int)(uint)Read();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref long value) => value = (long)Read();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref uint value, uint near)
    {
        uint folded = (uint)Read();
        value = unchecked(near + (uint)((int)(folded >> 1) ^ -(int)(folded & 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref long value, long near)
    {
        int length = ReadLength();
        if (length == FarthestAway)
        {
            value = unchecked(near + long.MinValue);
            return;
        }

        ulong folded = Read(length);
        value = folded == 0 ? 0 : unchecked(near + Unfold(folded - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong Read() => Read(ReadLength());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong Read(int length)
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(_at));
        _at += length;
        return length == 8 ? value : value & ((1UL << (length * 8)) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int ReadLength()
    {
        int length;
        if (_halfFree)
        {
            length = buffer[_lengths] >> 4;
        }
        else
        {
            _lengths = _at++;
            length = buffer[_lengths] & 0x0F;
        }

        _halfFree = !_halfFree;
        return length;
    }
}

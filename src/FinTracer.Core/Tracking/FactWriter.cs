using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FinTracer.Tracking;

/// <summary>
/// Writes facts as octets into a buffer that must be large enough: see <see cref="TrackFacts.MaxOctets"/>. A number takes as many octets as it needs, 0 to 8,
/// and half an octet that says how many, so that neither writing nor reading has to look at one octet after the other.
/// </summary>
struct FactWriter(byte[] buffer) : IFactCodec
{
    int _at;
    int _lengths;   // where the octet with the last two lengths stands
    bool _halfFree; // its upper half is free

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => buffer.AsSpan(0, _at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bits(ref bool a, ref bool b, ref bool c, ref bool d, ref bool e, ref bool f, ref bool g, ref bool h) =>
        buffer[_at++] = (byte)((a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0) | (d ? 8 : 0) | (e ? 16 : 0) | (f ? 32 : 0) | (g ? 64 : 0) | (h ? 128 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Octet(ref byte value) => buffer[_at++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FiveOctets(ref ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(_at), value);
        _at += 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref int value) => Write((uint)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref long value) => Write((ulong)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref uint value, uint near)
    {
        int away = unchecked((int)(value - near));
        Write((uint)((away << 1) ^ (away >> 31)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref long value, long near)
    {
        // 0 stands for 0: most facts that are not there. The one distance that has no successor goes unfolded, behind a length that no number has.
        ulong folded = value == 0 ? 0 : Fold(unchecked(value - near)) + 1;
        if (folded == 0 && value != 0)
        {
            WriteLength(FactReader.FarthestAway);
            return;
        }

        Write(folded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Fold(long away) => (ulong)((away << 1) ^ (away >> 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Write(ulong value)
    {
        int length = (71 - BitOperations.LeadingZeroCount(value)) >> 3;
        WriteLength(length);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(_at), value);
        _at += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void WriteLength(int length)
    {
        if (_halfFree)
        {
            buffer[_lengths] |= (byte)(length << 4);
        }
        else
        {
            _lengths = _at++;
            buffer[_lengths] = (byte)length;
        }

        _halfFree = !_halfFree;
    }
}

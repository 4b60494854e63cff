using System;
using System.Runtime.CompilerServices;

namespace FinTracer.Tracking;

/// <summary>
/// Writes facts as words of 32 bits, most of them small, into a buffer that must be large enough: see <see cref="TrackFacts.MaxWords"/>. They are packed afterwards
/// (<see cref="PackedWords"/>).
/// </summary>
struct FactWriter(uint[] words) : IFactCodec
{
    const int WideWords = 3;

    int _count;

    /// <summary>What was written, filled up to whole groups of words.</summary>
    public readonly ReadOnlySpan<uint> Written
    {
        get
        {
            int whole = (_count + PackedWords.Group - 1) / PackedWords.Group * PackedWords.Group;
            words.AsSpan(_count, whole - _count).Clear();
            return words.AsSpan(0, whole);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bits(ref bool a, ref bool b, ref bool c, ref bool d, ref bool e, ref bool f, ref bool g, ref bool h) =>
        words[_count++] = (uint)((a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0) | (d ? 8 : 0) | (e ? 16 : 0) | (f ? 32 : 0) | (g ? 64 : 0) | (h ? 128 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Octet(ref byte value) => words[_count++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Word(ref uint value) => words[_count++] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref int value) => words[_count++] = (uint)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref long value)
    {
        if ((ulong)value < FactReader.Wide)
        {
            words[_count++] = (uint)value;
        }
        else
        {
            WriteWide(words, _count, (ulong)value);
            _count += WideWords;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref uint value, uint near)
    {
        int away = unchecked((int)(value - near));
        words[_count++] = (uint)((away << 1) ^ (away >> 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref long value, long near)
    {
        // 0 stands for 0: most facts that are not there. So distances are one more, and the greatest, which has no successor, is a 0 that is written wide.
        long away = unchecked(value - near);
        ulong folded = value == 0 ? 0 : unchecked((ulong)((away << 1) ^ (away >> 63)) + 1);
        if (folded - 1 < FactReader.Wide - 1 || value == 0)
        {
            words[_count++] = (uint)folded;
        }
        else
        {
            WriteWide(words, _count, folded);
            _count += WideWords;
        }
    }

    // Of no instance: what is handed over by reference cannot be kept in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void WriteWide(uint[] words, int at, ulong value)
    {
        words[at] = FactReader.Wide;
        words[at + 1] = (uint)value;
        words[at + 2] = (uint)(value >> 32);
    }
}

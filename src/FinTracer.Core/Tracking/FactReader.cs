using System.Runtime.CompilerServices;

namespace FinTracer.Tracking;

/// <summary>Reads back what <see cref="FactWriter"/> wrote.</summary>
struct FactReader(uint[] words) : IFactCodec
{
    /// <summary>In the place of a value: it needs 64 bits, and the next two words are its lower and its upper half.</summary>
    public const uint Wide = uint.MaxValue;

    int _at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bits(ref bool a, ref bool b, ref bool c, ref bool d, ref bool e, ref bool f, ref bool g, ref bool h)
    {
        uint bits = words[_at++];
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
    public void Octet(ref byte value) => value = (byte)words[_at++];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Word(ref uint value) => value = words[_at++];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref int value) => value = (int)words[_at++];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(ref long value)
    {
        uint word = words[_at++];
        value = word;
        if (word == Wide)
        {
            value = (long)WideAt(words, _at);
            _at += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref uint value, uint near)
    {
        uint folded = words[_at++];
        value = unchecked(near + (uint)((int)(folded >> 1) ^ -(int)(folded & 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Near(ref long value, long near)
    {
        uint word = words[_at++];
        ulong folded = word;
        if (word == Wide)
        {
            folded = WideAt(words, _at);
            _at += 2;
        }

        value = word == 0 ? 0 : unchecked(near + Unfold(folded - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);

    // Of no instance: what is handed over by reference cannot be kept in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static ulong WideAt(uint[] words, int at) => words[at] | ((ulong)words[at + 1] << 32);
}

using System;
using System.Runtime.CompilerServices;

namespace FinTracer.Reporting.Wording;

/// <summary>ASCII text that is put together in a buffer, piece by piece; the buffer must have <see cref="DecimalDigits.Room"/> more than the text takes.</summary>
ref struct AsciiText(Span<byte> buffer)
{
    readonly Span<byte> _buffer = buffer;
    int _length;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Adds text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    /// <summary>Adds a number behind text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddNumber(ReadOnlySpan<byte> before, long number)
    {
        Add(before);
        _length += DecimalDigits.Write(number, _buffer[_length..]);
    }

    /// <summary>Adds a value behind text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> before, scoped ReadOnlySpan<byte> value)
    {
        Add(before);
        Add(value);
    }

    /// <summary>Adds nanoseconds behind text, as seconds with nine digits behind the point.</summary>
    public void AddSeconds(ReadOnlySpan<byte> before, long ns)
    {
        Add(before);
        _length += Seconds.WriteWhole(ns, _buffer[_length..]);
    }
}

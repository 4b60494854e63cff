using System;
using System.Text;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>A sentence of <see cref="ReasonText"/> as it is put together in a buffer, UTF-8.</summary>
ref struct Sentence(Span<byte> buffer)
{
    readonly Span<byte> _buffer = buffer;
    int _length;
    int _more; // octets beyond one a character

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Its length in characters (UTF-16), the name of a file not escaped.</summary>
    public readonly int Characters => _length - _more;

    /// <summary>Adds ASCII.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    /// <summary>Adds what a mark stands for: <c>frame</c>, <c>value</c>, <c>duration</c>, or <c>octet|octets</c>, by the value.</summary>
    public void AddMarked(ReadOnlySpan<byte> mark, in Reason reason, FileInSentence file)
    {
        if (mark.SequenceEqual("frame"u8)) { AddFrame(reason.Frame.Number, file); }
        else if (mark.SequenceEqual("value"u8)) { AddNumber(reason.Value); }
        else if (mark.SequenceEqual("duration"u8)) { AddDuration(new DurationText(reason.Value)); }
        else
        {
            int bar = mark.IndexOf((byte)'|');
            Add(reason.Value == 1 ? mark[..bar] : mark[(bar + 1)..]);
        }
    }

    /// <summary><c>frame 12</c>, with several inputs <c>frame 12 of part2.pcap</c>, as <see cref="FrameText"/> has it.</summary>
    void AddFrame(long number, FileInSentence file)
    {
        Add("frame "u8);
        AddNumber(number);
        if (!file.IsSome) { return; }
        Add(" of "u8);
        Add(file.Octets);
        _more += file.More;
    }

    void AddNumber(long number) => _length += DecimalDigits.Write(number, _buffer[_length..]);

    void AddDuration(DurationText duration)
    {
        Span<char> characters = stackalloc char[DurationText.MaxLength];
        duration.TryFormat(characters, out int length, default, null);
        int octets = Encoding.UTF8.GetBytes(characters[..length], _buffer[_length..]);
        _length += octets;
        _more += octets - length;
    }
}

using System;
using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Json;

/// <summary>
/// JSON in memory, field by field, for records that are written by the million: it looks at no text twice of which it is known that nothing in it needs an escape, as
/// names of fields, words and figures of the contract are. What comes from outside goes through <see cref="WriteForeign"/>, sentences through <see cref="WriteStringValue"/>.
/// </summary>
sealed class JsonText
{
    const int InitialLength = 4 * 1024;
    const int LongestNumber = 20; // a sign and nineteen digits
    const int FractionDigits = 9;
    const long NsPerSecond = 1_000_000_000;

    static readonly SearchValues<char> Plain = SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    byte[] _octets = new byte[InitialLength];
    int _length;
    bool _comma; // a value stands before the next one

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    /// <summary>Forgets what has been written; the next value is the first.</summary>
    public void Clear() => (_length, _comma) = (0, false);

    /// <summary>Octets between two values, which end the one before: the next is the first of its own.</summary>
    public void WriteBetween(ReadOnlySpan<byte> octets)
    {
        Append(octets);
        _comma = false;
    }

    public void WriteStartObject() => Open((byte)'{');

    public void WriteStartObject(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        _comma = false;
        Open((byte)'{');
    }

    public void WriteEndObject() => Close((byte)'}');

    public void WriteStartArray(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        _comma = false;
        Open((byte)'[');
    }

    public void WriteEndArray() => Close((byte)']');

    /// <summary>Plain ASCII in which nothing needs an escape.</summary>
    public void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> plain)
    {
        WriteName(name);
        Span<byte> to = Room(plain.Length + 2);
        to[0] = (byte)'"';
        plain.CopyTo(to[1..]);
        to[plain.Length + 1] = (byte)'"';
        _length += plain.Length + 2;
    }

    /// <summary>A word of the contract; null when absent.</summary>
    public void WriteString(ReadOnlySpan<byte> name, string? word)
    {
        WriteName(name);
        if (word is null)
        {
            Append("null"u8);
            return;
        }

        AppendPlain(word);
    }

    /// <summary>Any text, as an element of an array.</summary>
    public void WriteStringValue(ReadOnlySpan<char> text)
    {
        Separate();
        if (text.ContainsAnyExcept(Plain))
        {
            AppendEscaped(text.ToString(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        }
        else
        {
            AppendPlain(text);
        }

        _comma = true;
    }

    /// <summary>
    /// Text that came from outside; null when absent. Written so that a reader gets it as it was, and a terminal sees nothing that could hide or turn what stands around it:
    /// where there is anything of that kind, all but plain ASCII is escaped.
    /// </summary>
    public void WriteForeign(ReadOnlySpan<byte> name, string? text)
    {
        WriteName(name);
        if (text is null)
        {
            Append("null"u8);
        }
        else if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            AppendPlain(text);
        }
        else
        {
            AppendEscaped(text, ReferenceEquals(Sanitizer.Clean(text), text) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : JavaScriptEncoder.Default);
        }
    }

    public void WriteNumber(ReadOnlySpan<byte> name, long number)
    {
        WriteName(name);
        AppendNumber(number);
    }

    /// <summary>A number; null when absent.</summary>
    public void WriteOptionalNumber(ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            WriteNumber(name, value);
        }
        else
        {
            WriteNull(name);
        }
    }

    public void WriteBoolean(ReadOnlySpan<byte> name, bool fact)
    {
        WriteName(name);
        Append(fact ? "true"u8 : "false"u8);
    }

    public void WriteNull(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        Append("null"u8);
    }

    /// <summary>A time, RFC 3339 with nine digits; null when absent.</summary>
    public void WriteTime(ReadOnlySpan<byte> name, long? timeNs)
    {
        WriteName(name);
        if (timeNs is not { } time)
        {
            Append("null"u8);
            return;
        }

        Span<byte> to = Room(Rfc3339.MaxLength + 2);
        to[0] = (byte)'"';
        int written = Rfc3339.Format(time, to[1..]).Length;
        to[written + 1] = (byte)'"';
        _length += written + 2;
    }

    /// <summary>A duration in seconds, exact to the nanosecond; null when absent.</summary>
    public void WriteSeconds(ReadOnlySpan<byte> name, long? durationNs)
    {
        WriteName(name);
        if (durationNs is not { } duration)
        {
            Append("null"u8);
            return;
        }

        (long seconds, long fraction) = Math.DivRem(duration, NsPerSecond);
        if (duration < 0)
        {
            Append("-"u8); // before the figure: the whole seconds may be none
        }

        AppendNumber(Math.Abs(seconds));
        AppendFraction((int)Math.Abs(fraction));
    }

    /// <summary>A frame number, null when absent; with several inputs the name of its file behind it as <paramref name="fileName"/>.</summary>
    public void WriteFrame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> fileName, FrameId frame, InputNames names)
    {
        WriteOptionalNumber(name, frame.IsSome ? frame.Number : null);
        if (names.Several)
        {
            WriteForeign(fileName, names.Of(frame));
        }
    }

    /// <summary>An address in its text form.</summary>
    public void WriteAddress(ReadOnlySpan<byte> name, UInt128 address)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        WriteString(name, AddressText.Format(address, buffer));
    }

    void WriteName(ReadOnlySpan<byte> name)
    {
        Span<byte> to = Room(name.Length + 4);
        int at = 0;
        if (_comma)
        {
            to[at++] = (byte)',';
        }

        to[at++] = (byte)'"';
        name.CopyTo(to[at..]);
        at += name.Length;
        to[at++] = (byte)'"';
        to[at++] = (byte)':';
        _length += at;
        _comma = true;
    }

    void Open(byte bracket)
    {
        Separate();
        Room(1)[0] = bracket;
        _length++;
        _comma = false;
    }

    void Close(byte bracket)
    {
        Room(1)[0] = bracket;
        _length++;
        _comma = true;
    }

    void Separate()
    {
        if (_comma)
        {
            Room(1)[0] = (byte)',';
            _length++;
        }
    }

    void AppendPlain(ReadOnlySpan<char> plain)
    {
        Span<byte> to = Room(plain.Length + 2);
        to[0] = (byte)'"';
        Ascii.FromUtf16(plain, to[1..], out int written);
        to[written + 1] = (byte)'"';
        _length += written + 2;
    }

    void AppendEscaped(string text, JavaScriptEncoder encoder)
    {
        string escaped = encoder.Encode(text);
        Span<byte> to = Room(Encoding.UTF8.GetMaxByteCount(escaped.Length) + 2);
        to[0] = (byte)'"';
        int written = Encoding.UTF8.GetBytes(escaped, to[1..]);
        to[written + 1] = (byte)'"';
        _length += written + 2;
    }

    void AppendNumber(long number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out int written);
        _length += written;
    }

    /// <summary>The point and the digits behind it, without the zeros at the end; nothing for none.</summary>
    void AppendFraction(int ns)
    {
        if (ns == 0)
        {
            return;
        }

        int digits = FractionDigits;
        for (; ns % 10 == 0; ns /= 10)
        {
            digits--;
        }

        Span<byte> to = Room(digits + 1);
        to[0] = (byte)'.';
        for (int i = digits; i > 0; i--, ns /= 10)
        {
            to[i] = (byte)('0' + (ns % 10));
        }

        _length += digits + 1;
    }

    void Append(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Room(octets.Length));
        _length += octets.Length;
    }

    Span<byte> Room(int length)
    {
        if (_octets.Length - _length < length)
        {
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, _length + length));
        }

        return _octets.AsSpan(_length);
    }
}

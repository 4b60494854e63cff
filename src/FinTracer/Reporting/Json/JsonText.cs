using System;
using System.Runtime.CompilerServices;
using System.Text;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Json;

/// <summary>
/// JSON text in memory. Who appends writes the punctuation as part of the name (<c>,"port":</c>), so that all that stands between two values is copied at once, by moves of a length
/// that the compiler knows; nothing asks whether a comma is due, or whether a name of the contract has to be escaped. One thread at a time; serves again after <see cref="Clear"/>.
/// </summary>
sealed class JsonText(int initialLength = JsonText.InitialLength)
{
    const int InitialLength = 256 * 1024;
    const int QuotedTimeLength = Rfc3339.MaxLength + 2;

    byte[] _octets = new byte[initialLength];
    int _length;
    RecentDate _recent;

    /// <summary>The text, UTF-8.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    /// <summary>Forgets the text.</summary>
    public void Clear() => _length = 0;

    /// <summary>Appends what is JSON already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    /// <summary>Room for at least <paramref name="length"/> octets behind the text; what is written there belongs to it after <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int length)
    {
        byte[] octets = _octets;
        int start = _length;
        return octets.Length - start >= length ? octets.AsSpan(start) : Grown(length);
    }

    /// <summary>Takes the first <paramref name="length"/> octets of the room to the text.</summary>
    public void Advance(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_octets.Length - _length), nameof(length));
        _length += length;
    }

    /// <summary>A number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(ReadOnlySpan<byte> before, long number)
    {
        Span<byte> room = Room(before.Length + DecimalDigits.Room);
        before.CopyTo(room);
        _length += before.Length + DecimalDigits.Write(number, room[before.Length..]);
    }

    /// <summary>A number; null when absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OptionalNumber(ReadOnlySpan<byte> before, long? number)
    {
        if (number is { } value) { Number(before, value); }
        else { Null(before); }
    }

    /// <summary>True or false; null when absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Boolean(ReadOnlySpan<byte> before, bool? value)
    {
        Raw(before);
        switch (value)
        {
            case true: Raw("true"u8); break;
            case false: Raw("false"u8); break;
            case null: Raw("null"u8); break;
        }
    }

    /// <summary>Null, in place of a value.</summary>
    public void Null(ReadOnlySpan<byte> before)
    {
        Raw(before);
        Raw("null"u8);
    }

    /// <summary>Nanoseconds since the epoch as a time, RFC 3339 with nine digits; null when absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Time(ReadOnlySpan<byte> before, long? timeNs)
    {
        if (timeNs is not { } time)
        {
            Null(before);
            return;
        }
        Span<byte> room = Room(before.Length + QuotedTimeLength);
        before.CopyTo(room);
        WriteTime(time, room[before.Length..], ref _recent);
        _length += before.Length + QuotedTimeLength;
    }

    /// <summary>Nanoseconds as a duration in seconds, exact; null when absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Seconds(ReadOnlySpan<byte> before, long? durationNs)
    {
        if (durationNs is not { } duration)
        {
            Null(before);
            return;
        }
        Raw(before);
        _length += Wording.Seconds.WriteShort(duration, Room(DecimalDigits.Room));
    }

    /// <summary>An address in its text form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Address(ReadOnlySpan<byte> before, UInt128 address)
    {
        Raw(before);
        Raw("\""u8);
        _length += AddressText.Format(address, Room(AddressText.MaxLength)).Length;
        Raw("\""u8);
    }

    /// <summary>A word of the contract.</summary>
    /// <param name="before">What stands before it.</param>
    /// <param name="row">Its row among the words of its kind (<see cref="WordTexts{T}"/>).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Word(ReadOnlySpan<byte> before, ReadOnlySpan<byte> row)
    {
        Span<byte> room = Room(before.Length + WordTexts.RowLength);
        before.CopyTo(room);
        row[..WordTexts.RowLength].CopyTo(room[before.Length..]);
        _length += before.Length + row[WordTexts.RowLength - 1];
    }

    /// <summary>A name out of the program, ASCII that needs no escaping; null when absent.</summary>
    public void Name(ReadOnlySpan<byte> before, string? name)
    {
        if (name is null)
        {
            Null(before);
            return;
        }
        Raw(before);
        Raw("\""u8);
        _length += Encoding.ASCII.GetBytes(name, Room(name.Length));
        Raw("\""u8);
    }

    static void WriteTime(long timeNs, Span<byte> room, ref RecentDate recent)
    {
        Span<byte> to = room[..QuotedTimeLength];
        to[0] = to[^1] = (byte)'"';
        Rfc3339.Format(timeNs, to[1..], ref recent);
    }

    /// <summary>To twice the length, or to what is asked for, where that is more.</summary>
    Span<byte> Grown(int length)
    {
        Array.Resize(ref _octets, checked((int)Math.Max((long)_length + length, Math.Min(2L * _octets.Length, Array.MaxLength))));
        return _octets.AsSpan(_length);
    }
}

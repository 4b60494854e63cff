using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FinTracer.Reporting.Wording;

/// <summary>The text of the date that was asked for last, kept in two numbers: from one time of a report to the next the day seldom changes.</summary>
struct RecentDate
{
    /// <summary>Length of every text: <c>2026-01-31T</c>.</summary>
    public const int Length = 11;

    static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    int _day;
    ulong _yearAndMonth; // "2026-01-", or 0 as long as none was asked for
    uint _dayOfMonth; // "31T"

    /// <summary>Writes the date of <paramref name="day"/>, counted from the epoch, and the mark of the time that follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int day, Span<byte> to)
    {
        if (day != _day || _yearAndMonth == 0) { Remember(day); }
        BinaryPrimitives.WriteUInt64LittleEndian(to, _yearAndMonth);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], _dayOfMonth); // an octet more than the date has: that is the time's
    }

    void Remember(int day)
    {
        Span<byte> text = stackalloc byte[Length + 1];
        DateOnly.FromDayNumber(EpochDay + day).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Length - 1] = (byte)'T';
        _day = day;
        _yearAndMonth = BinaryPrimitives.ReadUInt64LittleEndian(text);
        _dayOfMonth = BinaryPrimitives.ReadUInt32LittleEndian(text[8..]);
    }
}

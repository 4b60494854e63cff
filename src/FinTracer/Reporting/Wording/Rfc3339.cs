using System;

namespace FinTracer.Reporting.Wording;

/// <summary>Times as RFC 3339 writes them, UTC, with as many digits behind the second as wanted.</summary>
static class Rfc3339
{
    /// <summary>Room for a time with nine digits: <c>2026-01-31T23:59:59.123456789Z</c>.</summary>
    public const int MaxLength = 30;

    const uint NsPerSecond = 1_000_000_000;
    const uint SecondsPerDay = 86_400;

    static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Writes nanoseconds since the epoch with nine digits; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(long timeNs, Span<byte> buffer)
    {
        (long seconds, uint fraction) = FloorDivide(timeNs, NsPerSecond);
        (long days, uint second) = FloorDivide(seconds, SecondsPerDay);
        DateOnly.FromDayNumber(EpochDay + (int)days).Deconstruct(out int year, out int month, out int day);
        Span<byte> to = buffer[..MaxLength];
        "0000-00-00T00:00:00.000000000Z"u8.CopyTo(to); // by hand: a record has a dozen times, and a format string takes longer than the rest of the record
        Pair(to, 0, (uint)year / 100);
        Pair(to, 2, (uint)year % 100);
        Pair(to, 5, (uint)month);
        Pair(to, 8, (uint)day);
        Pair(to, 11, second / 3600);
        Pair(to, 14, second / 60 % 60);
        Pair(to, 17, second % 60);
        (uint upper, uint lower) = (fraction / 100_000, fraction % 100_000);
        Pair(to, 20, upper / 100);
        Pair(to, 22, upper % 100);
        to[24] = (byte)('0' + (lower / 10_000));
        Pair(to, 25, lower / 100 % 100);
        Pair(to, 27, lower % 100);
        return to;
    }

    /// <summary>Two digits at a place.</summary>
    static void Pair(Span<byte> to, int at, uint number)
    {
        to[at + 1] = (byte)('0' + (number % 10));
        to[at] = (byte)('0' + (number / 10));
    }

    /// <summary>Towards the past, also before the epoch.</summary>
    static (long Quotient, uint Remainder) FloorDivide(long number, uint by)
    {
        (long quotient, long rest) = Math.DivRem(number, by);
        return rest < 0 ? (quotient - 1, (uint)(rest + by)) : (quotient, (uint)rest);
    }

    /// <summary>The same as a string, cut to <paramref name="digits"/> (0 to 9) digits behind the second.</summary>
    public static string ToText(long timeNs, int digits = 9)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        string whole = System.Text.Encoding.ASCII.GetString(Format(timeNs, buffer));
        return digits == 0 ? whole[..19] + "Z" : whole[..(20 + Math.Clamp(digits, 1, 9))] + "Z";
    }
}

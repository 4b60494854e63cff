using System;

namespace FinTracer.Reporting.Wording;

/// <summary>Times as RFC 3339 writes them, UTC, with as many digits behind the second as wanted.</summary>
static class Rfc3339
{
    /// <summary>Room for a time with nine digits: <c>2026-01-31T23:59:59.123456789Z</c>.</summary>
    public const int MaxLength = 30;

    /// <summary>Writes nanoseconds since the epoch with nine digits; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(long timeNs, Span<byte> buffer)
    {
        (DateTime time, int belowTick) = Split(timeNs);
        (DateOnly date, TimeOnly ofDay) = time;
        (int year, int month, int day) = date;
        "0000-00-00T00:00:00.000000000Z"u8.CopyTo(buffer); // by hand: a record has a dozen times, and a format string takes longer than the rest of the record
        Digits(buffer[..4], year);
        Digits(buffer[5..7], month);
        Digits(buffer[8..10], day);
        Digits(buffer[11..13], ofDay.Hour);
        Digits(buffer[14..16], ofDay.Minute);
        Digits(buffer[17..19], ofDay.Second);
        Digits(buffer[20..29], (int)(time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick) + belowTick);
        return buffer[..MaxLength];
    }

    static void Digits(Span<byte> to, int number)
    {
        for (int i = to.Length - 1; i >= 0; i--)
        {
            (number, int digit) = Math.DivRem(number, 10);
            to[i] = (byte)('0' + digit);
        }
    }

    /// <summary>The same as a string, cut to <paramref name="digits"/> (0 to 9) digits behind the second.</summary>
    public static string ToText(long timeNs, int digits = 9)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        string whole = System.Text.Encoding.ASCII.GetString(Format(timeNs, buffer));
        return digits == 0 ? whole[..19] + "Z" : whole[..(20 + Math.Clamp(digits, 1, 9))] + "Z";
    }

    /// <summary>The framework counts ticks of 100 ns; rounding is towards the past, also before the epoch.</summary>
    static (DateTime Time, int BelowTick) Split(long timeNs)
    {
        long ticks = timeNs / TimeSpan.NanosecondsPerTick;
        int below = (int)(timeNs % TimeSpan.NanosecondsPerTick);
        if (below < 0)
        {
            below += (int)TimeSpan.NanosecondsPerTick;
            ticks--;
        }
        return (DateTime.UnixEpoch.AddTicks(ticks), below);
    }
}

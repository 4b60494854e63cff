using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FinTracer.Reporting.Wording;

/// <summary>Times as RFC 3339 writes them, UTC, with as many digits behind the second as wanted.</summary>
static class Rfc3339
{
    /// <summary>Room for a time with nine digits: <c>2026-01-31T23:59:59.123456789Z</c>.</summary>
    public const int MaxLength = 30;

    const long NsPerDay = 86_400 * (long)NsPerSecond;
    const uint NsPerSecond = 1_000_000_000;

    /// <summary>Writes nanoseconds since the epoch with nine digits; returns what was written into <paramref name="buffer"/> (at least <see cref="MaxLength"/>).</summary>
    public static ReadOnlySpan<byte> Format(long timeNs, Span<byte> buffer)
    {
        RecentDate none = default;
        return Format(timeNs, buffer, ref none);
    }

    /// <summary>The same by the help of the date that was asked for last.</summary>
    /// <param name="timeNs">The time.</param>
    /// <param name="buffer">Room for it.</param>
    /// <param name="recent">The date of the time before; times are mostly of one day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Format(long timeNs, Span<byte> buffer, scoped ref RecentDate recent)
    {
        long day = Math.DivRem(timeNs, NsPerDay, out long ofDayNs);
        if (ofDayNs < 0) { (day, ofDayNs) = (day - 1, ofDayNs + NsPerDay); } // towards the past, also before the epoch
        Span<byte> to = buffer[..MaxLength]; // by hand: a record has a dozen times, and a format string takes longer than the rest of the record
        recent.Write((int)day, to);
        uint second = (uint)((ulong)ofDayNs / NsPerSecond);
        WriteTimeOfDay(second, to[RecentDate.Length..]);
        to[19] = (byte)'.';
        DecimalDigits.WriteNine((uint)((ulong)ofDayNs - ((ulong)second * NsPerSecond)), to[20..]);
        to[29] = (byte)'Z';
        return to;
    }

    /// <summary>
    /// <c>23:59:59</c> in one register: hours, minutes and seconds lie where their digits will, are halved into them side by side (a tenth is 103 / 2^10 for numbers this small), and
    /// the colons are added with the zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WriteTimeOfDay(uint second, Span<byte> to)
    {
        const ulong Zeros = 0x3030_3A30_303A_3030; // "00:00:00"
        (uint minute, uint ofMinute) = Math.DivRem(second, 60);
        (uint hour, uint ofHour) = Math.DivRem(minute, 60);
        ulong numbers = hour | ((ulong)ofHour << 24) | ((ulong)ofMinute << 48);
        ulong tens = ((numbers * 103) >> 10) & 0x000F_0000_0F00_000F;
        BinaryPrimitives.WriteUInt64LittleEndian(to, (tens | ((numbers - (10 * tens)) << 8)) + Zeros);
    }

    /// <summary>The same as a string, cut to <paramref name="digits"/> (0 to 9) digits behind the second.</summary>
    public static string ToText(long timeNs, int digits = 9)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        string whole = System.Text.Encoding.ASCII.GetString(Format(timeNs, buffer));
        return digits == 0 ? whole[..19] + "Z" : whole[..(20 + Math.Clamp(digits, 1, 9))] + "Z";
    }
}

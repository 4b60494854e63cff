using System;
using System.Globalization;

namespace FinTracer.Reporting.Wording;

/// <summary>A duration for people, three digits that count: <c>1.23 s</c>, <c>250 ms</c>, <c>42 µs</c>, <c>2 min 5 s</c>.</summary>
readonly struct DurationText(long durationNs) : ISpanFormattable
{
    /// <summary>Room for any duration, characters.</summary>
    public const int MaxLength = 48;

    const long Microsecond = 1_000;
    const long Millisecond = 1_000_000;
    const long Second = 1_000_000_000;

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        ulong magnitude = durationNs < 0 ? (ulong)-(Int128)durationNs : (ulong)durationNs;
        string sign = durationNs < 0 ? "-" : "";
        return magnitude switch
        {
            < Microsecond => destination.TryWrite(culture, $"{sign}{magnitude} ns", out charsWritten),
            < Millisecond => destination.TryWrite(culture, $"{sign}{Rounded(magnitude, Microsecond)} µs", out charsWritten),
            < Second => destination.TryWrite(culture, $"{sign}{Rounded(magnitude, Millisecond)} ms", out charsWritten),
            < 120 * (ulong)Second => destination.TryWrite(culture, $"{sign}{Rounded(magnitude, Second)} s", out charsWritten),
            < 7200 * (ulong)Second => destination.TryWrite(
                culture, $"{sign}{magnitude / (60 * (ulong)Second)} min {magnitude / Second % 60} s", out charsWritten),
            < 172_800 * (ulong)Second => destination.TryWrite(
                culture, $"{sign}{magnitude / (3600 * (ulong)Second)} h {magnitude / (60 * (ulong)Second) % 60} min", out charsWritten),
            _ => destination.TryWrite(
                culture, $"{sign}{magnitude / (86_400 * (ulong)Second)} d {magnitude / (3600 * (ulong)Second) % 24} h", out charsWritten),
        };
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxLength];
        TryFormat(buffer, out int length, default, null);
        return new string(buffer[..length]);
    }

    /// <summary>Three digits that count, cut rather than rounded up, so that 999.9 ms does not become 1000 ms.</summary>
    static decimal Rounded(ulong value, long unit)
    {
        decimal inUnits = (decimal)value / unit;
        int digits = inUnits >= 100 ? 0 : inUnits >= 10 ? 1 : 2;
        decimal cut = decimal.Round(inUnits, digits, MidpointRounding.ToZero);
        return cut / 1.000000000000000000000000000000m; // without trailing zeros
    }
}

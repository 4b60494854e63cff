using System;
using System.Globalization;

namespace FinTracer.Selection;

/// <summary>Reads numbers, durations and times as they are written in conditions.</summary>
static class ValueText
{
    const decimal NsPerSecond = 1_000_000_000m;

    static readonly (string Unit, decimal Ns)[] Units =
    [
        ("ns", 1m), ("us", 1_000m), ("µs", 1_000m), ("ms", 1_000_000m), ("s", NsPerSecond), ("min", 60 * NsPerSecond), ("m", 60 * NsPerSecond),
        ("h", 3600 * NsPerSecond), ("d", 86_400 * NsPerSecond), ("", NsPerSecond),
    ];

    /// <summary>What such a value is called.</summary>
    public static string Wanted(FieldType type) => type switch
    {
        FieldType.Duration => "duration (0.2, 200ms, 5min)",
        FieldType.Time => "time (2026-01-31T12:00:00Z, or seconds since the epoch)",
        FieldType.Number or FieldType.Address or FieldType.Truth or FieldType.Word or FieldType.Text => "number",
    };

    /// <summary>Durations and times become nanoseconds.</summary>
    public static bool TryParseNumber(FieldType type, string text, out Int128 number) => type switch
    {
        FieldType.Duration => TryParseDuration(text, out number),
        FieldType.Time => TryParseTime(text, out number),
        FieldType.Number or FieldType.Address or FieldType.Truth or FieldType.Word or FieldType.Text =>
            Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
    };

    static bool TryParseDuration(string text, out Int128 ns)
    {
        ns = 0;
        foreach ((string unit, decimal factor) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) { continue; }
            if (TryParseSeconds(text[..^unit.Length], factor, out ns)) { return true; }
        }
        return false;
    }

    static bool TryParseSeconds(string text, decimal factor, out Int128 ns)
    {
        ns = 0;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out decimal value) || Math.Abs(value) > 1e12m) { return false; }
        ns = (Int128)decimal.Round(value * factor);
        return true;
    }

    /// <summary>The framework's times have seven digits; the report's have nine.</summary>
    static bool TryParseTime(string text, out Int128 ns)
    {
        if (TryParseSeconds(text, NsPerSecond, out ns)) { return true; }
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int end = point + 1;
        while (point >= 0 && end < text.Length && char.IsAsciiDigit(text[end])) { end++; }
        string whole = point < 0 ? text : text[..point] + text[end..];
        decimal fraction = point < 0 || end == point + 1 ? 0 : decimal.Parse("0" + text[point..end], CultureInfo.InvariantCulture);
        if (!DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)) { return false; }
        ns = ((Int128)(time - DateTimeOffset.UnixEpoch).Ticks * 100) + (Int128)decimal.Round(fraction * NsPerSecond);
        return true;
    }
}

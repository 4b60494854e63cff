using System.Globalization;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// A duration that comes from a histogram, with as many digits as that is worth: its buckets are a sixteenth of the value wide, so two
/// (<c>~7.7 µs</c>, <c>~1.0 s</c>, <c>~12 min</c>).
/// </summary>
readonly struct RoughDurationText(long durationNs)
{
    const decimal Second = 1_000_000_000;

    /// <inheritdoc/>
    public override string ToString()
    {
        decimal rounded = TwoDigits(durationNs);
        (decimal unit, string name) = rounded switch
        {
            < 1_000 => (1m, "ns"),
            < 1_000_000 => (1_000m, "µs"),
            < Second => (1_000_000m, "ms"),
            < 120 * Second => (Second, "s"),
            < 7200 * Second => (60 * Second, "min"),
            < 172_800 * Second => (3600 * Second, "h"),
            _ => (86_400 * Second, "d"),
        };
        decimal shown = TwoDigits(durationNs / unit);
        return $"~{shown.ToString(shown < 10 && unit > 1 ? "0.0" : "0", CultureInfo.InvariantCulture)} {name}";
    }

    static decimal TwoDigits(decimal value)
    {
        decimal place = 1;
        while (value >= 100 * place) { place *= 10; }
        while (value > 0 && value < 10 * place) { place /= 10; }
        return decimal.Round(value / place) * place;
    }
}

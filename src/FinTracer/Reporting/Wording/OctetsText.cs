using System.Globalization;

namespace FinTracer.Reporting.Wording;

/// <summary>A number of octets for people, three digits that count, decimal units: <c>512 B</c>, <c>17.9 MB</c>.</summary>
static class OctetsText
{
    static readonly string[] Units = ["kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Of(long octets)
    {
        if (octets < 1000) { return string.Create(CultureInfo.InvariantCulture, $"{octets} B"); }
        decimal value = octets / 1000m;
        int unit = 0;
        while (value >= 1000m && unit + 1 < Units.Length)
        {
            value /= 1000m;
            unit++;
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        decimal cut = decimal.Round(value, digits, System.MidpointRounding.ToZero) / 1.000000000000000000000000000000m; // without trailing zeros
        return string.Create(CultureInfo.InvariantCulture, $"{cut} {Units[unit]}");
    }
}

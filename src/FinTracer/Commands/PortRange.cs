using System;
using System.Globalization;

namespace FinTracer.Commands;

/// <summary>The value of <c>--ports</c>: two ports with a hyphen between them, the first not above the last.</summary>
static class PortRange
{
    public static bool TryParse(string text, out ushort first, out ushort last)
    {
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        last = 0;
        return ushort.TryParse(text.AsSpan(0, Math.Max(hyphen, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && ushort.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && first > 0 && first <= last;
    }
}

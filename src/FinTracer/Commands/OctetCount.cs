using System;
using System.Globalization;

namespace FinTracer.Commands;

/// <summary>A number of octets on the command line: <c>65536</c>, <c>64k</c>, <c>32M</c>, <c>1G</c>.</summary>
static class OctetCount
{
    /// <summary>The number; null when the text is none, or too large for 63 bits.</summary>
    public static long? Parse(string text)
    {
        int shift = text is [.., var last]
            ? last switch { 'k' or 'K' => 10, 'm' or 'M' => 20, 'g' or 'G' => 30, _ => 0 }
            : 0;
        ReadOnlySpan<char> digits = shift == 0 ? text : text.AsSpan(0, text.Length - 1);
        bool number = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        return number && value <= long.MaxValue >> shift ? value << shift : null;
    }
}

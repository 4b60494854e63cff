using System;
using System.Globalization;
using System.Text;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// Makes text that came from outside (file names, interface names, messages of the system) safe to show. Control characters could move
/// the cursor, set titles or colours; format characters (bidirectional overrides, zero-width) could make a name read as another.
/// Each is shown as <c>\xNN</c> or <c>\uNNNN</c>, so that nothing is hidden and two names never look the same by it.
/// </summary>
static class Sanitizer
{
    /// <summary>The text itself when it is harmless, else a copy with the dangerous characters spelt out.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsDangerous(rune)) { return Spelt(text); }
        }
        return text;
    }

    static string Spelt(string text)
    {
        var clean = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsDangerous(rune)) { clean.Append(rune.ToString()); }
            else if (rune.Value <= 0xFF) { clean.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); }
            else { clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"); }
        }
        return clean.ToString();
    }

    static bool IsDangerous(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

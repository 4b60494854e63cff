using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Csv;

/// <summary>Writes the fields of one line after another, RFC 4180: commas between, CRLF behind, quotes where a field needs them.</summary>
sealed class CsvLine(TextWriter text)
{
    static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    bool _first = true;

    /// <summary>Ends the line.</summary>
    public void End()
    {
        text.Write("\r\n");
        _first = true;
    }

    /// <summary>A word or figure of our own; null leaves the field empty.</summary>
    public void Add(string? word)
    {
        Separate();
        if (word is null) { return; }
        if (word.AsSpan().ContainsAny(NeedsQuotes)) { WriteQuoted(word); }
        else { text.Write(word); }
    }

    /// <summary>
    /// Text that comes from a capture or the user: cleaned of control characters, and if it starts as a formula would in a spreadsheet
    /// (<c>= + - @</c>, also in their full width), an apostrophe before it makes it text again.
    /// </summary>
    public void AddForeign(string? foreign)
    {
        if (foreign is not null)
        {
            foreign = Sanitizer.Clean(foreign);
            if (foreign.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]) { foreign = "'" + foreign; }
        }
        Add(foreign);
    }

    public void Add(long? number)
    {
        Separate();
        if (number is { } value) { text.Write(value); }
    }

    public void Add(bool? fact) => Add(fact switch { true => "true", false => "false", null => null });

    public void AddTime(long? timeNs) => Add(timeNs is { } time ? Rfc3339.ToText(time) : null);

    /// <summary>A duration in seconds, exact to the nanosecond.</summary>
    public void AddSeconds(long? durationNs) =>
        Add(durationNs is { } duration ? (duration / 1_000_000_000m).ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>A frame number and, when <paramref name="names"/> says that there are several inputs, its file in the next field.</summary>
    public void AddFrame(FrameId frame, InputNames names)
    {
        Add(frame.IsSome ? frame.Number : null);
        if (names.Several) { AddForeign(names.Of(frame)); }
    }

    void Separate()
    {
        if (!_first) { text.Write(','); }
        _first = false;
    }

    void WriteQuoted(string word)
    {
        text.Write('"');
        text.Write(word.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Write('"');
    }
}

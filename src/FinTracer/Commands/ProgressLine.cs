using System;
using System.Globalization;
using System.IO;

namespace FinTracer.Commands;

/// <summary>One line on the terminal's standard error, written over itself. Silent in the first second: short work needs none.</summary>
/// <param name="text">Where it is shown.</param>
/// <param name="clock">Tells when to show it again.</param>
/// <param name="totalOctets">All there is to read, or null. Compressed input yields more octets than its files have: then no share is shown.</param>
sealed class ProgressLine(TextWriter text, TimeProvider clock, long? totalOctets)
{
    const int BarWidth = 30;

    static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    readonly long _start = clock.GetTimestamp();
    TimeSpan _next = Silence;
    int _shownLength;

    /// <summary>Shows how far the reading has come, when it is time to.</summary>
    public void Show(long frames, long octets)
    {
        TimeSpan elapsed = clock.GetElapsedTime(_start);
        if (elapsed < _next) { return; }
        _next = elapsed + Interval;
        string line = string.Create(CultureInfo.InvariantCulture, $"{Bar(octets)}{octets / 1e6:N0} MB, {frames:N0} frames, {frames / elapsed.TotalSeconds / 1e6:N2} M/s");
        text.Write("\r" + line.PadRight(_shownLength));
        text.Flush();
        _shownLength = line.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_shownLength == 0) { return; }
        text.Write("\r" + new string(' ', _shownLength) + "\r");
        text.Flush();
        _shownLength = 0;
    }

    string Bar(long octets)
    {
        if (totalOctets is not { } total || total == 0 || octets > total) { return ""; }
        int full = (int)(BarWidth * octets / total);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}] {100 * octets / total} %  ");
    }
}

using System.Globalization;
using FinTracer.Tracking;

namespace FinTracer.Commands;

/// <summary>The value of <c>--time-wait</c>: a system's name, or seconds.</summary>
static class TimeWaitChoice
{
    const decimal NsPerSecond = 1_000_000_000m;
    const decimal MaxSeconds = 86_400m;

    /// <summary>False when the text is neither a known name nor a number of seconds above 0 and up to a day.</summary>
    public static bool TryParse(string text, out TimeWaitProfile profile)
    {
        (bool known, profile) = text switch
        {
            "linux" => (true, TimeWaitProfile.Linux),
            "windows" => (true, TimeWaitProfile.Windows),
            "macos" => (true, TimeWaitProfile.MacOs),
            "freebsd" => (true, TimeWaitProfile.FreeBsd),
            "rfc" => (true, TimeWaitProfile.Rfc),
            _ => (false, default),
        };
        if (known) { return true; }
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)) { return false; }
        if (seconds is <= 0 or > MaxSeconds || (long)(seconds * NsPerSecond) == 0) { return false; }
        profile = TimeWaitProfile.Of((long)(seconds * NsPerSecond));
        return true;
    }
}

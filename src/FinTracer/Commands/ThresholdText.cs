using System;
using System.Collections.Generic;
using System.Globalization;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;

namespace FinTracer.Commands;

/// <summary>The value of <c>--threshold</c>: a finding, one of its thresholds, and a number.</summary>
static class ThresholdText
{
    const double NsPerSecond = 1e9;

    /// <summary>Changes one threshold; returns what is wrong with the text, or null.</summary>
    public static string? Apply(FindingThresholds thresholds, string text, out FindingThresholds changed)
    {
        changed = thresholds;
        int point = text.IndexOf('.', StringComparison.Ordinal), equals = text.IndexOf('=', StringComparison.Ordinal);
        if (point < 0 || equals < point) { return $"'{text}' is not ID.connections=N, ID.share=N or ID.seconds=N"; }
        if (FindingNames.Find(text[..point]) is not { } code) { return $"'{text[..point]}' is no finding; there are {string.Join(", ", FindingNames.All)}"; }
        string name = text[(point + 1)..equals], value = text[(equals + 1)..];
        FindingThreshold old = thresholds[code];
        bool isNumber = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        switch (name)
        {
            case "connections" when isNumber && number is >= 1 and <= 1e15 && number == Math.Floor(number):
                changed = thresholds.With(code, old with { Connections = (long)number });
                return null;
            case "share" when isNumber && number <= 1:
                changed = thresholds.With(code, old with { Share = number });
                return null;
            case "seconds" when old.DurationNs is null:
                return $"{text[..point]} has no threshold in seconds";
            case "seconds" when isNumber && number <= 1e9:
                changed = thresholds.With(code, old with { DurationNs = (long)Math.Round(number * NsPerSecond) });
                return null;
            case "connections" or "share" or "seconds":
                return $"'{value}' is no value for {name}: connections are whole numbers from 1 on, a share lies between 0 and 1, seconds are 0 or more";
            default:
                return $"'{name}' is none of connections, share, seconds";
        }
    }

    /// <summary>The thresholds of a finding as they are written.</summary>
    public static string Of(FindingThreshold threshold)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"connections={threshold.Connections}") };
        if (threshold.Share > 0) { parts.Add(string.Create(CultureInfo.InvariantCulture, $"share={threshold.Share}")); }
        if (threshold.DurationNs is { } duration) { parts.Add(string.Create(CultureInfo.InvariantCulture, $"seconds={duration / NsPerSecond}")); }
        return string.Join(' ', parts);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FinTracer.Lab.Kernel;

/// <summary>Reads lines of trace_pipe: "task-pid [cpu] flags seconds.microseconds: event: name=value ...".</summary>
internal static partial class TraceLine
{
    public static TraceEvent? TryRead(string line, long clockOffsetNs)
    {
        var head = Head().Match(line);
        if (!head.Success)
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match field in Field().Matches(line, head.Length))
        {
            fields[field.Groups["name"].Value] = field.Groups["value"].Value;
        }

        long timeNs = (Number(head, 2) * 1_000_000_000) + (Number(head, 3) * 1000) - clockOffsetNs;
        return new(timeNs, (int)Number(head, 1), head.Groups[4].Value, fields);
    }

    static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^.{1,22}-\d+\s+\[(\d{3,4})\]\s+\S+\s+(\d+)\.(\d{6}): (\w+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"\[(?<name>\w+)=(?<value>\S+)\](?=\s|$)|(?<name>\w+)=(?<value>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace FinTracer.Tests.Benchmarks;

/// <summary>Sums over FinTracer's records, read from its NDJSON.</summary>
sealed record ReportTally
{
    static readonly string[] Fins = ["initiator_fin", "responder_fin"];
    static readonly string[] Senders = ["initiator_sent", "responder_sent"];

    public required long Connections { get; init; }

    public required Dictionary<(string Kind, string? Closer), long> Ends { get; init; }

    public required Dictionary<string, long> Resets { get; init; }

    public required long RepeatedFins { get; init; }

    public required long TimeWaitRestarts { get; init; }

    public required long Segments { get; init; }

    public long Closes(string kind, string? closer) => Ends.GetValueOrDefault((kind, closer));

    public static ReportTally Of(string ndjson)
    {
        JsonElement[] records = [.. ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        JsonElement[] closes = [.. records.Select(record => record.GetProperty("close"))];
        return new ReportTally
        {
            Connections = records.Length,
            Ends = Counted(closes, close => (close.GetProperty("kind").GetString()!, close.GetProperty("active_closer").GetString())),
            Resets = Counted(records.SelectMany(record => record.GetProperty("resets").EnumerateArray()), reset => reset.GetProperty("cause").GetString()!),
            RepeatedFins = closes.SelectMany(close => Fins.Select(name => close.GetProperty(name)))
                .Where(fin => fin.ValueKind == JsonValueKind.Object).Sum(fin => fin.GetProperty("retransmissions").GetInt64()),
            TimeWaitRestarts = records.SelectMany(record => record.GetProperty("time_wait").EnumerateArray()).Sum(held => held.GetProperty("restarts").GetInt64()),
            Segments = records.SelectMany(record => Senders.Select(name => record.GetProperty(name))).Sum(sent => sent.GetProperty("segments").GetInt64()),
        };
    }

    static Dictionary<TKey, long> Counted<TKey>(IEnumerable<JsonElement> elements, Func<JsonElement, TKey> key)
        where TKey : notnull => elements.CountBy(key).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
}

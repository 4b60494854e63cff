using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace FinTracer.Tests.Reporting;

/// <summary>
/// A connection as name and text of every value that is not null, in the names of the flat forms: <c>close.initiator_fin.frame</c> is
/// <c>initiator_fin_frame</c>, times and durations are nanoseconds, elements of lists carry their index.
/// </summary>
static class FlatRecord
{
    /// <summary>From a line of NDJSON.</summary>
    public static SortedDictionary<string, string> Of(JsonElement record)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty field in record.EnumerateObject())
        {
            switch (field.Name)
            {
                case "schema":
                    break;
                case "initiator" or "responder" or "reuse":
                    Add(flat, field.Name + "_", field.Value);
                    break;
                case "initiator_sent" or "responder_sent":
                    Add(flat, field.Name[..^"sent".Length], field.Value);
                    break;
                case "states":
                    foreach (JsonProperty state in field.Value.EnumerateObject()) { AddValue(flat, state.Name + "_state", state.Value); }
                    break;
                case "close":
                    AddClose(flat, field.Value);
                    break;
                default:
                    AddValue(flat, field.Name, field.Value);
                    break;
            }
        }
        return flat;
    }

    /// <summary>From a row of the columns.</summary>
    public static SortedDictionary<string, string> OfColumns(JsonElement row)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(flat, "", row);
        return flat;
    }

    static void AddClose(SortedDictionary<string, string> flat, JsonElement close)
    {
        foreach (JsonProperty field in close.EnumerateObject())
        {
            if (field.Name.EndsWith("_fin", StringComparison.Ordinal)) { Add(flat, field.Name + "_", field.Value); }
            else { AddValue(flat, field.Name == "kind" ? "close_kind" : field.Name, field.Value); }
        }
    }

    static void Add(SortedDictionary<string, string> flat, string prefix, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null) { return; }
        foreach (JsonProperty field in element.EnumerateObject()) { AddValue(flat, prefix + field.Name, field.Value); }
    }

    static void AddValue(SortedDictionary<string, string> flat, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    string place = string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]");
                    if (item.ValueKind == JsonValueKind.Object) { Add(flat, place + ".", item); }
                    else { AddValue(flat, place, item); }
                }
                break;
            case JsonValueKind.String when name.EndsWith("time", StringComparison.Ordinal):
                flat.Add(name + "_ns", Nanoseconds(value.GetString()!));
                break;
            case JsonValueKind.Number when name.EndsWith("_s", StringComparison.Ordinal):
                flat.Add(name[..^1] + "ns", ((long)(value.GetDecimal() * 1_000_000_000m)).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                flat.Add(name, value.ToString());
                break;
        }
    }

    /// <summary>The framework's times end at 100 ns; the last two of nine digits are added by hand.</summary>
    static string Nanoseconds(string rfc3339)
    {
        DateTime time = DateTime.Parse(rfc3339[..^3] + "Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        long ns = ((time - DateTime.UnixEpoch).Ticks * 100) + int.Parse(rfc3339.AsSpan(rfc3339.Length - 3, 2), CultureInfo.InvariantCulture);
        return ns.ToString(CultureInfo.InvariantCulture);
    }
}

using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Properties;

/// <summary>
/// A report in one line: every property of it and of what it holds, by its name, but for what a property of the tests may change: the id, how often it was told, sequence numbers, and where
/// it is told to, frames, endpoints and where time began. A field that is added to the report is in it without a word here.
/// </summary>
static class Fingerprint
{
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = [];

    /// <summary>Everything decided; times relative to <paramref name="originNs"/>, frames only with <paramref name="frames"/>, copies counted only with <paramref name="copies"/>.</summary>
    public static string Of(ConnectionReport r, bool frames = true, long originNs = 0, bool endpoints = true, bool copies = true)
    {
        var text = new StringBuilder();
        Add(text, r with { Id = 0, Revision = 0, Final = true }, new(frames, originNs, endpoints, copies));
        return text.ToString();
    }

    static void Add(StringBuilder text, object? value, What what)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case FrameId frame:
                text.Append(what.Frames ? frame.ToString() : frame.IsSome ? "f" : "-");
                break;
            case Endpoint endpoint:
                text.Append(what.Endpoints ? endpoint.ToString() : "e");
                break;
            case SequenceNumber:
                text.Append('n');
                break;
            case string or Enum or IFormattable or bool:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case IEnumerable list:
                AddList(text, list, what);
                break;
            default:
                AddProperties(text, value, what);
                break;
        }
    }

    static void AddList(StringBuilder text, IEnumerable list, What what)
    {
        text.Append('[');
        foreach (object? item in list)
        {
            Add(text, item, what);
            text.Append(' ');
        }

        text.Append(']');
    }

    static void AddProperties(StringBuilder text, object value, What what)
    {
        text.Append('{');
        foreach (PropertyInfo property in s_properties.GetOrAdd(value.GetType(), type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal)]))
        {
            if (property.Name == nameof(SenderCounts.DuplicateFrames) && !what.Copies)
            {
                continue;
            }

            object? part = property.GetValue(value);
            text.Append(' ').Append(property.Name).Append('=');
            Add(text, part is long time && property.Name.EndsWith("TimeNs", StringComparison.Ordinal) ? time - what.OriginNs : part, what);
        }

        text.Append('}');
    }

    readonly record struct What(bool Frames, long OriginNs, bool Endpoints, bool Copies);
}

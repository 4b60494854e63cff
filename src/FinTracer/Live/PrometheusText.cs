using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace FinTracer.Live;

/// <summary>Asks the observable instruments of one meter and writes what they say in Prometheus' text format (version 0.0.4).</summary>
static class PrometheusText
{
    /// <summary>The Content-Type that goes with it.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All series of the meter with this name, at this moment.</summary>
    public static string Of(string meterName)
    {
        var series = new SortedDictionary<string, (Instrument Instrument, StringBuilder Lines)>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == meterName) { self.EnableMeasurementEvents(instrument); }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) =>
        {
            if (!series.TryGetValue(instrument.Name, out (Instrument, StringBuilder Lines) entry))
            {
                entry = (instrument, new StringBuilder());
                series.Add(instrument.Name, entry);
            }

            AppendSample(entry.Lines, instrument.Name, labels, value);
        });
        listener.Start();
        listener.RecordObservableInstruments();

        var text = new StringBuilder();
        foreach ((string name, (Instrument instrument, StringBuilder lines)) in series)
        {
            string kind = instrument is ObservableCounter<long> ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(instrument.Description ?? "", quotes: false)}\n# TYPE {name} {kind}\n").Append(lines);
        }

        return text.ToString();
    }

    static void AppendSample(StringBuilder lines, string name, ReadOnlySpan<KeyValuePair<string, object?>> labels, long value)
    {
        lines.Append(name);
        for (int i = 0; i < labels.Length; i++)
        {
            lines.Append(i == 0 ? '{' : ',').Append(labels[i].Key).Append("=\"").Append(Escape(labels[i].Value?.ToString() ?? "", quotes: true)).Append('"');
        }

        lines.Append(labels.Length > 0 ? "} " : " ").Append(CultureInfo.InvariantCulture, $"{value}\n");
    }

    static string Escape(string text, bool quotes)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>
/// The instruments of a live capture. They read the latest <see cref="LiveSnapshot"/> when they are asked, so they cost nothing between. Label sets are bounded: services
/// by <see cref="LiveTotals.MaxServices"/>, holders and port groups by the greatest <see cref="MaxGauges"/>.
/// </summary>
sealed class LiveMetrics : IDisposable
{
    /// <summary>The meter's name, for whoever listens to it in this process.</summary>
    public const string MeterName = "FinTracer.Live";

    /// <summary>Series of one gauge at most.</summary>
    public const int MaxGauges = 50;

    readonly Meter _meter = new(MeterName);
    volatile LiveSnapshot? _latest;

    public LiveMetrics()
    {
        _meter.CreateObservableCounter("fintracer_connections_closed_total", Closed, description: "Connections that ended, by service, kind and who closed first.");
        _meter.CreateObservableCounter("fintracer_resets_total", Resets, description: "RST segments by cause.");
        _meter.CreateObservableCounter("fintracer_packets_total", () => Value(s => s.Frames), description: "Packets captured.");
        _meter.CreateObservableCounter("fintracer_segments_total", () => Value(s => s.Segments), description: "TCP segments among the packets captured.");
        _meter.CreateObservableCounter("fintracer_packets_dropped_total", () => Value(s => s.Dropped), description: "Packets that the capture lost: evidence that is missing.");
        _meter.CreateObservableCounter("fintracer_interface_dropped_total", () => Value(s => s.DroppedByInterfaces), description: "Packets of any kind that the captured interfaces dropped themselves.");
        _meter.CreateObservableCounter("fintracer_connections_evicted_total", () => Value(s => s.Evicted), description: "Connections reported early to bound memory.");
        _meter.CreateObservableGauge("fintracer_connections", Held, description: "Connections held, by stage; remembered ones are over.");
        _meter.CreateObservableGauge("fintracer_time_wait", () => TimeWait(s => s.Census.TimeWait.Select(held => (held.Key, (long)held.Value.Count))), description: "TIME-WAITs by the address that holds them.");
        _meter.CreateObservableGauge("fintracer_kernel_time_wait", () => TimeWait(s => (s.KernelTimeWait ?? new Dictionary<UInt128, int>()).Select(held => (held.Key, (long)held.Value))), description: "TIME-WAITs as this machine's kernel counts them.");
        _meter.CreateObservableGauge("fintracer_ports_in_use", Ports, description: "Local ports that an initiator holds towards a service.");
    }

    /// <summary>The next scrape reads this.</summary>
    public void Publish(LiveSnapshot snapshot) => _latest = snapshot;

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    IEnumerable<Measurement<long>> Value(Func<LiveSnapshot, long?> read)
        => _latest is { } snapshot && read(snapshot) is { } value ? [new Measurement<long>(value)] : [];

    IEnumerable<Measurement<long>> Closed()
    {
        foreach (ServiceTotals service in _latest?.Services ?? [])
        {
            foreach (CloseKind kind in Enum.GetValues<CloseKind>())
            {
                foreach (ActiveCloser closer in Enum.GetValues<ActiveCloser>())
                {
                    if (service[kind, closer] is > 0 and var count)
                    {
                        yield return new(count, Label("service", NameOf(service)), Label("kind", Words.Of(kind)), Label("closer", Words.Of(closer) ?? "none"));
                    }
                }
            }
        }
    }

    IEnumerable<Measurement<long>> Resets()
        => (_latest?.Resets ?? []).Select(reset => new Measurement<long>(reset.Count, Label("cause", Words.Of(reset.Cause))));

    IEnumerable<Measurement<long>> Held() => _latest is not { Census: var census } ? [] :
    [
        new(census.Opening, Label("stage", "opening")), new(census.Open, Label("stage", "open")),
        new(census.Closing, Label("stage", "closing")), new(census.Remembered, Label("stage", "remembered")),
    ];

    IEnumerable<Measurement<long>> TimeWait(Func<LiveSnapshot, IEnumerable<(UInt128 Address, long Count)>> read)
        => _latest is not { } snapshot ? [] : read(snapshot)
            .OrderByDescending(held => held.Count).ThenBy(held => held.Address).Take(MaxGauges)
            .Select(held => new Measurement<long>(held.Count, Label("holder", AddressText.ToText(held.Address))));

    IEnumerable<Measurement<long>> Ports()
        => _latest is not { } snapshot ? [] : snapshot.Census.Ports
            .OrderByDescending(group => group.Value).ThenBy(group => group.Key.Initiator).ThenBy(group => group.Key.Responder).Take(MaxGauges)
            .Select(group => new Measurement<long>(group.Value, Label("initiator", AddressText.ToText(group.Key.Initiator)), Label("service", AddressText.ToText(group.Key.Responder))));

    static string NameOf(ServiceTotals service) => service.Service is { } endpoint ? AddressText.ToText(endpoint) : "other";

    static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}

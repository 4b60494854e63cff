using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Net;
using FinTracer.Live;
using FinTracer.Reporting;
using FinTracer.Reporting.Wording;
using FinTracer.Sources.Live;
using FinTracer.Tracking;

namespace FinTracer.Commands;

/// <summary>The command <c>live</c> with its options.</summary>
sealed class LiveCommand
{
    const int LeastBuffer = 64 * 1024;
    const int LeastSnapLength = 64;
    const int LeastRotation = 4096;

    readonly Option<string[]> _interfaces = new("--interface", "-i")
    {
        HelpName = "name",
        Description = "Interface to capture on, or 'any'; may be given several times. 'fintracer interfaces' lists them.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string> _filter = new("--filter", "-f") { HelpName = "BPF", Description = "Only frames that match this capture filter; '' for all (tunnels).", DefaultValueFactory = _ => new CaptureSettings().Filter };

    readonly Option<string> _format = new("--format")
    {
        HelpName = "table|ndjson|json|csv|html",
        Description = "Form of the report: a view (or lines, when piped) and a summary for people; one JSON object or one flat line a record; or one JSON document or HTML page at the end.",
        DefaultValueFactory = _ => "table",
    };

    readonly Option<string?> _output = new("--output", "-o") { HelpName = "file", Description = "Write the report to this file; it appears when it is whole." };

    readonly Option<string?> _write = new("--write", "-w") { HelpName = "file", Description = "Write the captured frames to this file (pcapng); it appears when it is whole." };

    readonly Option<string?> _rotateSize = new("--rotate-size") { HelpName = "octets", Description = "With -w: begin a new, numbered file at this size; k, M and G multiply by 1024." };

    readonly Option<int?> _rotateSeconds = new("--rotate-seconds") { HelpName = "N", Description = "With -w: begin a new, numbered file after so many seconds." };

    readonly Option<int> _snapLength = new("--snaplen") { HelpName = "octets", Description = "Octets kept of each packet; the default keeps the headers, and lengths come from those.", DefaultValueFactory = _ => CaptureSettings.HeadersOnly };

    readonly Option<string> _buffer = new("--buffer") { HelpName = "octets", Description = "What the system holds for us on each interface; k, M and G multiply by 1024.", DefaultValueFactory = _ => "32M" };

    readonly Option<bool> _promiscuous = new("--promiscuous") { Description = "Also packets that are for other hosts." };

    readonly Option<double?> _duration = new("--duration") { HelpName = "seconds", Description = "Stop after so long." };

    readonly Option<long?> _count = new("--count", "-c") { HelpName = "N", Description = "Stop after so many frames." };

    readonly Option<double?> _idle = new("--idle") { HelpName = "seconds", Description = "Stop when nothing has come for so long." };

    readonly Option<string?> _metrics = new("--metrics")
    {
        HelpName = "[address:]port",
        Description = "Offer metrics for Prometheus at http://address:port/metrics; the address is 127.0.0.1 unless given.",
    };

    readonly Option<bool> _kernel = new("--kernel") { Description = "Show the TIME-WAITs that this machine's kernel counts beside ours." };

    readonly Option<ViewOrder> _sort = new("--sort") { HelpName = "connections|closer|resets|name", Description = "What the view orders services by; its keys c, t, r and n change it." };

    readonly Option<string> _timeWait = new("--time-wait")
    {
        HelpName = "linux|windows|macos|freebsd|rfc|SECONDS",
        Description = "How long the hosts keep TIME-WAIT: 60 s, 120 s, 30 s, 60 s, 240 s, or as given.",
        DefaultValueFactory = _ => "linux",
    };

    readonly Option<int> _maxConnections = new("--max-connections")
    {
        HelpName = "N",
        Description = "Connections held at once, closed ones that are still remembered included; beyond it the least recently seen is reported for good.",
        DefaultValueFactory = _ => new TraceOptions().MaxConnections,
    };

    readonly Option<bool> _ignoreBadChecksums = new("--ignore-bad-checksums") { Description = "Leave segments with a wrong TCP checksum out; by default they only count." };

    readonly Option<bool> _noColor = new("--no-color") { Description = "No colours on the terminal, as with the variable NO_COLOR." };

    readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No view, and nothing on standard error but failures and losses." };

    /// <summary>The command; <paramref name="run"/> gets what it was asked for and returns the exit code.</summary>
    public Command Build(Func<LiveOptions, int> run)
    {
        AddChecks();
        var command = new Command("live", "Capture on interfaces and tell of each connection as it closes.")
        {
            _interfaces, _filter, _format, _output, _write, _rotateSize, _rotateSeconds, _snapLength, _buffer, _promiscuous, _duration, _count, _idle,
            _metrics, _kernel, _sort, _timeWait, _maxConnections, _ignoreBadChecksums, _noColor, _quiet,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_write) is null && (result.GetValue(_rotateSize) is not null || result.GetValue(_rotateSeconds) is not null))
            {
                result.AddError("--rotate-size and --rotate-seconds need -w");
            }
        });
        command.SetAction(parsed => run(OptionsOf(parsed)));
        return command;
    }

    void AddChecks()
    {
        _interfaces.Validators.Add(result =>
        {
            foreach (string name in result.Tokens.GroupBy(token => token.Value).Where(same => same.Count() > 1).Select(same => same.Key))
            {
                result.AddError($"--interface: '{Sanitizer.Clean(name)}' is named twice");
            }
        });
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && FormatOf(token.Value) is null)
            {
                result.AddError($"--format: '{Sanitizer.Clean(token.Value)}' is none of table, ndjson, json, csv, html");
            }
        });
        _timeWait.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TimeWaitChoice.TryParse(token.Value, out _))
            {
                result.AddError($"--time-wait: '{Sanitizer.Clean(token.Value)}' is neither linux, windows, macos, freebsd nor rfc, nor seconds above 0 and up to 86400");
            }
        });
        _metrics.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TryParseEndPoint(token.Value, out _))
            {
                result.AddError($"--metrics: '{Sanitizer.Clean(token.Value)}' is neither a port nor an address with a port");
            }
        });
        RequireSize(_rotateSize, LeastRotation, long.MaxValue);
        RequireSize(_buffer, LeastBuffer, int.MaxValue);
        Require(_snapLength, value => value is >= LeastSnapLength and <= CaptureSettings.WholePackets, $"must be {LeastSnapLength} to {CaptureSettings.WholePackets}");
        Require(_rotateSeconds, value => value is null or > 0, "must be above 0");
        Require(_maxConnections, value => value > 0, "must be above 0");
        Require(_count, value => value is null or > 0, "must be above 0");
        Require(_duration, IsSeconds, "must be above 0 and at most a year");
        Require(_idle, IsSeconds, "must be above 0 and at most a year");
    }

    static bool IsSeconds(double? value) => value is null or (> 0 and <= 31_622_400);

    static void RequireSize<T>(Option<T> option, long least, long most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (OctetCount.Parse(token.Value) is not { } octets || octets < least || octets > most))
        {
            result.AddError($"{option.Name}: '{Sanitizer.Clean(token.Value)}' must be octets, {least} or more, with k, M or G or without");
        }
    });

    static void Require<T>(Option<T> option, Func<T?, bool> holds, string message) => option.Validators.Add(result =>
    {
        if (!result.Errors.Any() && result.Tokens.Count > 0 && !holds(result.GetValueOrDefault<T>()))
        {
            result.AddError($"{option.Name}: {message}");
        }
    });

    LiveOptions OptionsOf(ParseResult parsed)
    {
        _ = TimeWaitChoice.TryParse(parsed.GetValue(_timeWait) ?? "linux", out TimeWaitProfile timeWait);
        IPEndPoint? metrics = null;
        if (parsed.GetValue(_metrics) is { } text) { _ = TryParseEndPoint(text, out metrics); }
        long? rotateOctets = parsed.GetValue(_rotateSize) is { } size ? OctetCount.Parse(size) : null;
        return new()
        {
            Interfaces = parsed.GetRequiredValue(_interfaces),
            Capture = new()
            {
                Filter = (parsed.GetValue(_filter) ?? "").Trim(),
                SnapLength = parsed.GetValue(_snapLength),
                BufferOctets = (int)(OctetCount.Parse(parsed.GetValue(_buffer) ?? "") ?? new CaptureSettings().BufferOctets),
                Promiscuous = parsed.GetValue(_promiscuous),
            },
            Format = FormatOf(parsed.GetValue(_format)) ?? ReportFormat.Table,
            Output = parsed.GetValue(_output),
            Write = parsed.GetValue(_write) is { } path ? new(path, rotateOctets, parsed.GetValue(_rotateSeconds)) : null,
            Duration = TimeOf(parsed.GetValue(_duration)),
            Count = parsed.GetValue(_count),
            Idle = TimeOf(parsed.GetValue(_idle)),
            Metrics = metrics,
            Kernel = parsed.GetValue(_kernel),
            Sort = parsed.GetValue(_sort),
            NoColor = parsed.GetValue(_noColor),
            Quiet = parsed.GetValue(_quiet),
            Trace = new()
            {
                Tracking = new() { TimeWait = timeWait },
                IgnoreBadChecksums = parsed.GetValue(_ignoreBadChecksums),
                MaxConnections = parsed.GetValue(_maxConnections),
            },
        };
    }

    static TimeSpan? TimeOf(double? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;

    /// <summary>A port alone is one of this machine's own.</summary>
    static bool TryParseEndPoint(string text, out IPEndPoint? endPoint)
    {
        endPoint = null;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0)
        {
            endPoint = new(IPAddress.Loopback, port);
            return true;
        }

        string named = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text["localhost".Length..] : text;
        return IPEndPoint.TryParse(named, out endPoint) && endPoint.Port > 0;
    }

    static ReportFormat? FormatOf(string? word) => word switch
    {
        "table" => ReportFormat.Table,
        "ndjson" => ReportFormat.Ndjson,
        "json" => ReportFormat.Json,
        "csv" => ReportFormat.Csv,
        "html" => ReportFormat.Html,
        _ => null,
    };
}

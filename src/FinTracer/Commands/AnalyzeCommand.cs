using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FinTracer.Reporting;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;

namespace FinTracer.Commands;

/// <summary>The command <c>analyze</c> with its options.</summary>
sealed class AnalyzeCommand
{
    /// <summary>The default of <c>--time-wait</c>.</summary>
    public const string Linux = "linux";

    readonly Argument<string[]> _inputs = new("input")
    {
        Description = "Capture files (pcap, pcapng, also compressed), folders (their files, not their subfolders), patterns, or - for standard input. Several are read as one capture in time order.",
        Arity = ArgumentArity.OneOrMore,
        Validators = { RefuseUnknownOptions },
    };

    readonly Option<string?> _filter = new("--filter", "-f") { HelpName = "BPF", Description = "Only frames that match this capture filter, e.g. 'tcp port 80'." };

    readonly Option<string> _format = new("--format")
    {
        HelpName = "table|ndjson|json|csv|html|parquet|zeek",
        Description = "Form of the report: a page for people, one JSON object a connection, one JSON document with the sums, flat lines, a page for a browser, columns for DuckDB and the like, or a conn.log as Zeek writes it.",
        DefaultValueFactory = _ => "table",
    };

    readonly Option<string?> _output = new("--output", "-o") { HelpName = "file", Description = "Write the report to this file; it appears when it is whole." };

    readonly Option<string> _timeWait = new("--time-wait")
    {
        HelpName = "linux|windows|macos|freebsd|rfc|SECONDS",
        Description = "How long the hosts keep TIME-WAIT: 60 s, 120 s, 30 s, 60 s, 240 s, or as given.",
        DefaultValueFactory = _ => Linux,
    };

    readonly Option<int> _maxConnections = new("--max-connections")
    {
        HelpName = "N",
        Description = "Connections held at once; beyond it the least recently seen is reported early.",
        DefaultValueFactory = _ => new TraceOptions().MaxConnections,
    };

    readonly Option<bool> _ignoreBadChecksums = new("--ignore-bad-checksums") { Description = "Leave segments with a wrong TCP checksum out; by default they only count." };

    readonly Option<int> _threads = new("--threads")
    {
        HelpName = "N",
        Description = "Threads to work with; the report does not depend on it.",
        DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount),
    };

    readonly SelectionOptions _selection = new();

    readonly FindingOptions _findings = new();

    readonly Option<bool> _follow = new("--follow") { Description = "Read on as the file grows, and tell of each connection as it closes, and again when that changes; Ctrl-C ends it with the report." };

    readonly Option<double?> _idle = new("--idle") { HelpName = "seconds", Description = "With --follow: stop when nothing has come for so long." };

    readonly Option<bool> _noColor = new("--no-color") { Description = "No colours on the terminal, as with the variable NO_COLOR." };

    readonly Option<bool> _noPager = new("--no-pager") { Description = "Print to the terminal at once; by default the program that PAGER names (or less) shows what is longer than the screen." };

    readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress on the terminal." };

    /// <summary>The command; <paramref name="run"/> gets what it was asked for and returns the exit code.</summary>
    public Command Build(Func<AnalyzeOptions, int> run)
    {
        AddChecks();
        var command = new Command("analyze", "Explain how the TCP connections in captures ended.")
        {
            _inputs, _filter, _format, _output, _timeWait, _maxConnections, _ignoreBadChecksums, _threads, _follow, _idle, _noColor, _noPager, _quiet,
        };
        _selection.AddTo(command);
        _findings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_idle) is not null && !result.GetValue(_follow)) { result.AddError("--idle needs --follow"); }
            if (result.GetValue(_follow) && result.GetValue(_format) == "zeek") { result.AddError("--follow: a conn.log is not written while its connections last; take --format ndjson"); }
        });
        command.SetAction(parsed => run(OptionsOf(parsed)));
        return command;
    }

    void AddChecks()
    {
        _inputs.Validators.Add(result =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var token in result.Tokens)
            {
                if (!seen.Add(token.Value)) { result.AddError($"{Sanitizer.Clean(token.Value)}: named twice"); }
            }
        });
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && FormatOf(token.Value) is null)
            {
                result.AddError($"--format: '{Sanitizer.Clean(token.Value)}' is none of table, ndjson, json, csv, html, parquet, zeek");
            }
        });
        RequireTimeWait(_timeWait);
        _idle.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is not (> 0 and <= 31_622_400))
            {
                result.AddError("--idle: must be above 0 and at most a year");
            }
        });
        _format.CompletionSources.Add("table", "ndjson", "json", "csv", "html", "parquet", "zeek");
        _timeWait.CompletionSources.Add("linux", "windows", "macos", "freebsd", "rfc");
        RequireAtLeast(_maxConnections, 1);
        RequireAtLeast(_threads, 1);
    }

    /// <summary>The value names a system or a number of seconds.</summary>
    public static void RequireTimeWait(Option<string> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !TimeWaitChoice.TryParse(token.Value, out _))
        {
            result.AddError($"--time-wait: '{Sanitizer.Clean(token.Value)}' is neither linux, windows, macos, freebsd nor rfc, nor seconds above 0 and up to 86400");
        }
    });

    static void RequireAtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && value < least)
        {
            result.AddError($"{option.Name}: {value} is below {least}");
        }
    });

    AnalyzeOptions OptionsOf(ParseResult parsed)
    {
        _ = TimeWaitChoice.TryParse(parsed.GetValue(_timeWait) ?? Linux, out TimeWaitProfile timeWait);
        return new()
        {
            Inputs = parsed.GetRequiredValue(_inputs),
            Filter = parsed.GetValue(_filter),
            Format = FormatOf(parsed.GetValue(_format)) ?? ReportFormat.Table,
            Output = parsed.GetValue(_output),
            Selection = _selection.Of(parsed),
            Sums = _findings.Of(parsed, timeWait.LengthNs),
            FailOn = _findings.FailOn(parsed),
            Follow = parsed.GetValue(_follow),
            Idle = parsed.GetValue(_idle) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            NoColor = parsed.GetValue(_noColor),
            NoPager = parsed.GetValue(_noPager),
            Quiet = parsed.GetValue(_quiet),
            Trace = new()
            {
                Tracking = new() { TimeWait = timeWait },
                IgnoreBadChecksums = parsed.GetValue(_ignoreBadChecksums),
                MaxConnections = parsed.GetValue(_maxConnections),
                Threads = parsed.GetValue(_threads),
            },
        };
    }

    static ReportFormat? FormatOf(string? word) => word switch
    {
        "table" => ReportFormat.Table,
        "ndjson" => ReportFormat.Ndjson,
        "json" => ReportFormat.Json,
        "csv" => ReportFormat.Csv,
        "html" => ReportFormat.Html,
        "parquet" => ReportFormat.Parquet,
        "zeek" => ReportFormat.Zeek,
        _ => null,
    };

    /// <summary>A word that looks like an option is one, mistyped; a file of that name can be given as ./-name.</summary>
    public static void RefuseUnknownOptions(ArgumentResult inputs)
    {
        foreach (Token token in inputs.Tokens)
        {
            if (token.Value.Length > 1 && token.Value[0] == '-')
            {
                inputs.AddError($"no such option: {token.Value}");
            }
        }
    }
}

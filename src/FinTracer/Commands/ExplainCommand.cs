using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FinTracer.Reporting.Ladders;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;

namespace FinTracer.Commands;

/// <summary>The command <c>explain</c> with its options.</summary>
sealed class ExplainCommand
{
    readonly Argument<string[]> _inputs = new("input")
    {
        Description = "Capture files (pcap, pcapng, also compressed), folders, patterns; with --tuple also - for standard input.",
        Arity = ArgumentArity.OneOrMore,
        Validators = { AnalyzeCommand.RefuseUnknownOptions },
    };

    readonly Option<string?> _connection = new("--connection", "-c") { HelpName = "ID", Description = "The connection that analyze gives this number." };

    readonly Option<string?> _frame = new("--frame") { HelpName = "N", Description = "The connection that this frame belongs to; with several inputs FILE:N." };

    readonly Option<string?> _tuple = new("--tuple") { HelpName = "A:p-B:q", Description = "Every connection of these two endpoints, one after the other." };

    readonly Option<string> _format = new("--format")
    {
        HelpName = "text|json|svg|html",
        Description = "For reading, one JSON document, a drawing, or a page with both.",
        DefaultValueFactory = _ => "text",
    };

    readonly Option<bool> _all = new("--all") { Description = "Every segment: by default long runs of data are folded into one line." };

    readonly Option<string?> _filter = new("--filter", "-f") { HelpName = "BPF", Description = "Only frames that match this capture filter." };

    readonly Option<string?> _output = new("--output", "-o") { HelpName = "file", Description = "Write to this file; it appears when it is whole." };

    readonly Option<string> _timeWait = new("--time-wait")
    {
        HelpName = "linux|windows|macos|freebsd|rfc|SECONDS",
        Description = "How long the hosts keep TIME-WAIT, as for analyze.",
        DefaultValueFactory = _ => AnalyzeCommand.Linux,
    };

    readonly Option<bool> _ignoreBadChecksums = new("--ignore-bad-checksums") { Description = "Leave segments with a wrong TCP checksum out." };

    readonly Option<bool> _noColor = new("--no-color") { Description = "No colours on the terminal, as with the variable NO_COLOR." };

    readonly Option<bool> _noPager = new("--no-pager") { Description = "Print to the terminal at once; by default the program that PAGER names (or less) shows it." };

    readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress on the terminal." };

    /// <summary>The command; <paramref name="run"/> gets what it was asked for and returns the exit code.</summary>
    public Command Build(System.Func<ExplainOptions, int> run)
    {
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && FormatOf(token.Value) is null)
            {
                result.AddError($"--format: '{Sanitizer.Clean(token.Value)}' is none of text, json, svg, html");
            }
        });
        AnalyzeCommand.RequireTimeWait(_timeWait);
        var command = new Command("explain", "Show one connection segment by segment: the ladder, both endpoints' states, and why it ended as it did.")
        {
            _inputs, _connection, _frame, _tuple, _format, _all, _output, _filter, _timeWait, _ignoreBadChecksums, _noColor, _noPager, _quiet,
        };
        command.Validators.Add(RequireOneChoice);
        command.SetAction(parsed => run(OptionsOf(parsed)));
        return command;
    }

    void RequireOneChoice(CommandResult command)
    {
        int choices = 0;
        foreach (Option<string?> option in (Option<string?>[])[_connection, _frame, _tuple])
        {
            if (command.GetResult(option) is not { Tokens: [var token] }) { continue; }
            choices++;
            if (ChoiceOf(option, token.Value) is null)
            {
                command.AddError($"{option.Name}: '{Sanitizer.Clean(token.Value)}' is not {(option == _tuple ? "two endpoints like 10.0.0.1:40000-10.0.0.2:80" : "a number above 0")}");
            }
        }
        if (choices != 1) { command.AddError("explain: which connection? Give one of --connection, --frame and --tuple"); }
    }

    ConnectionChoice? ChoiceOf(Option<string?> option, string text) => option switch
    {
        _ when option == _frame => ConnectionChoice.OfFrame(text),
        _ when option == _tuple => ConnectionChoice.OfTuple(text),
        _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id > 0 ? new ConnectionChoice { Id = id } : null,
    };

    ExplainOptions OptionsOf(ParseResult parsed)
    {
        _ = TimeWaitChoice.TryParse(parsed.GetValue(_timeWait) ?? AnalyzeCommand.Linux, out TimeWaitProfile timeWait);
        Option<string?> chosen = parsed.GetValue(_connection) is not null ? _connection : parsed.GetValue(_frame) is not null ? _frame : _tuple;
        return new()
        {
            Inputs = parsed.GetRequiredValue(_inputs),
            Choice = ChoiceOf(chosen, parsed.GetValue(chosen)!)!,
            Filter = parsed.GetValue(_filter),
            Format = FormatOf(parsed.GetValue(_format)) ?? LadderFormat.Text,
            Output = parsed.GetValue(_output),
            All = parsed.GetValue(_all),
            NoColor = parsed.GetValue(_noColor),
            NoPager = parsed.GetValue(_noPager),
            Quiet = parsed.GetValue(_quiet),
            Trace = new() { Tracking = new() { TimeWait = timeWait }, IgnoreBadChecksums = parsed.GetValue(_ignoreBadChecksums) },
        };
    }

    static LadderFormat? FormatOf(string? word) => word switch
    {
        "text" => LadderFormat.Text,
        "json" => LadderFormat.Json,
        "svg" => LadderFormat.Svg,
        "html" => LadderFormat.Html,
        _ => null,
    };
}

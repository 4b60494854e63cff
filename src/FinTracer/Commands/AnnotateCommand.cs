using System;
using System.CommandLine;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;

namespace FinTracer.Commands;

/// <summary>The command <c>annotate</c> with its options.</summary>
sealed class AnnotateCommand
{
    readonly Argument<string> _input = new("input") { Description = "Capture file (pcap, pcapng, also compressed). It is read twice, so it cannot be standard input." };

    readonly Argument<string> _output = new("output") { Description = "The copy, pcapng; it appears when it is whole. - for standard output." };

    readonly Option<string> _timeWait = new("--time-wait")
    {
        HelpName = "linux|windows|macos|freebsd|rfc|SECONDS",
        Description = "How long the hosts keep TIME-WAIT, as for analyze.",
        DefaultValueFactory = _ => "linux",
    };

    /// <summary>The command; <paramref name="run"/> gets what it was asked for and returns the exit code.</summary>
    public Command Build(Func<AnnotateOptions, int> run)
    {
        _timeWait.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TimeWaitChoice.TryParse(token.Value, out _))
            {
                result.AddError($"--time-wait: '{Sanitizer.Clean(token.Value)}' is neither linux, windows, macos, freebsd nor rfc, nor seconds above 0 and up to 86400");
            }
        });
        _timeWait.CompletionSources.Add("linux", "windows", "macos", "freebsd", "rfc");
        var command = new Command("annotate", "Copy a capture with the verdicts as packet comments, which Wireshark shows.") { _input, _output, _timeWait };
        command.SetAction(parsed =>
        {
            _ = TimeWaitChoice.TryParse(parsed.GetValue(_timeWait) ?? "linux", out TimeWaitProfile timeWait);
            return run(new()
            {
                Input = parsed.GetRequiredValue(_input),
                Output = parsed.GetRequiredValue(_output),
                Trace = new() { Tracking = new() { TimeWait = timeWait } },
            });
        });
        return command;
    }
}

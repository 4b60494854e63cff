using System;
using System.IO;
using FinTracer.Reporting;

namespace FinTracer.Commands;

/// <summary>What surrounds the program: its streams and what is known of them. Tests put their own in place.</summary>
sealed record ProgramEnvironment
{
    /// <summary>Opens standard output for a report.</summary>
    public required Func<ReportDestination> OpenOutput { get; init; }

    /// <summary>Where help and the version go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where everything goes that is not data.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Columns of the terminal that standard output is; null when it is none.</summary>
    public required int? TerminalWidth { get; init; }

    /// <summary>True when messages can be overwritten where they stand.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Clock for the progress line; nothing in a report depends on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The real one.</summary>
    public static ProgramEnvironment OfThisProcess() => new()
    {
        OpenOutput = ReportDestination.StandardOutput,
        Output = Console.Out,
        Error = Console.Error,
        TerminalWidth = Console.IsOutputRedirected ? null : Width(),
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Colours are welcome on a terminal that has them, unless NO_COLOR (any value, see no-color.org) says otherwise.</summary>
    public bool ColorsWelcome => TerminalWidth is not null && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    static int Width()
    {
        try
        {
            return Math.Max(Console.WindowWidth, 80);
        }
        catch (IOException)
        {
            return 80;
        }
    }
}

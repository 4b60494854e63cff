using System;
using System.IO;
using FinTracer.Reporting;
using FinTracer.Sources;

namespace FinTracer.Commands;

/// <summary>What surrounds the program: its streams and what is known of them. Tests put their own in place.</summary>
sealed record ProgramEnvironment
{
    const int UsualColumns = 80;
    const int UsualRows = 24;

    /// <summary>Opens standard output for a report.</summary>
    public required Func<ReportDestination> OpenOutput { get; init; }

    /// <summary>Where help and the version go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where everything goes that is not data.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Columns of the terminal that standard output is; null when it is none.</summary>
    public required int? TerminalWidth { get; init; }

    /// <summary>Columns and rows of that terminal at present: a window can change them.</summary>
    public Func<(int Columns, int Rows)> TerminalSize { get; init; } = static () => (UsualColumns, UsualRows);

    /// <summary>True when messages can be overwritten where they stand.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Clock for the progress line; nothing in a report depends on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The real one.</summary>
    public static ProgramEnvironment OfThisProcess() => new()
    {
        OpenOutput = StandardStreams.OutputIsClosed ? static () => throw ClosedOutput.Refusal() : ReportDestination.StandardOutput,
        Output = StandardStreams.OutputIsClosed ? new ClosedOutput() : Console.IsOutputRedirected ? StandardLines.Output(Console.Out) : Console.Out,
        Error = StandardStreams.ErrorIsClosed ? TextWriter.Null : StandardLines.Error(Console.Error),
        TerminalWidth = StandardStreams.OutputIsClosed || Console.IsOutputRedirected ? null : Width(),
        TerminalSize = Size,
        ErrorIsTerminal = !StandardStreams.ErrorIsClosed && !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Colours are welcome on a terminal that has them, unless NO_COLOR (any value, see no-color.org) says otherwise.</summary>
    public bool ColorsWelcome => TerminalWidth is not null && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    static int Width() => Math.Max(Size().Columns, UsualColumns);

    static (int Columns, int Rows) Size()
    {
        try
        {
            return (Known(Console.WindowWidth, UsualColumns), Known(Console.WindowHeight, UsualRows));
        }
        catch (IOException)
        {
            return (UsualColumns, UsualRows);
        }
    }

    /// <summary>A terminal that does not know its size says 0.</summary>
    static int Known(int size, int usual) => size > 0 ? size : usual;
}

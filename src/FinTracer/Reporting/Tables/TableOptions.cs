namespace FinTracer.Reporting.Tables;

/// <summary>How the table is shown.</summary>
/// <param name="Top">Connections listed at most; 0 for none.</param>
/// <param name="TerminalWidth">Columns of the terminal it is shown on; null when it goes to a file or a pipe.</param>
/// <param name="Colors">Whether a terminal's colours are used.</param>
readonly record struct TableOptions(int Top, int? TerminalWidth, bool Colors)
{
    /// <summary>Connections listed unless told.</summary>
    public const int DefaultTop = 50;

    /// <summary>True when connections come in the order they are to be listed in, not in that of their numbers.</summary>
    public bool InOrderOfArrival { get; init; }
}

namespace FinTracer.Reporting.Tables;

/// <summary>How the table is shown.</summary>
/// <param name="Top">Connections listed at most; 0 for none.</param>
/// <param name="TerminalWidth">Columns of the terminal it is shown on; null when it goes to a file or a pipe.</param>
/// <param name="Colors">Whether a terminal's colours are used.</param>
readonly record struct TableOptions(int Top, int? TerminalWidth, bool Colors);

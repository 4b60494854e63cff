namespace FinTracer.Reporting.Ladders;

/// <summary>How a ladder is written as text.</summary>
/// <param name="TerminalWidth">Columns of the terminal; null when it goes to a file or a pipe: then it is plain.</param>
/// <param name="Colors">Whether a terminal's colours are used.</param>
readonly record struct LadderStyle(int? TerminalWidth, bool Colors);

namespace FinTracer.Reporting.Tables;

/// <summary>
/// A column: its heading, whether its cells are figures, which stand to the right, and how soon it gives way on a narrow terminal: the one with the greatest
/// <see cref="Spare"/> first, those with 0 never, those below it only where words would be broken otherwise.
/// </summary>
readonly record struct Column(string Heading, bool IsFigure = false, int Spare = 0);

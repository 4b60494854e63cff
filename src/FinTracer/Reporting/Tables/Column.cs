namespace FinTracer.Reporting.Tables;

/// <summary>A column: its heading, and whether its cells are figures, which stand to the right.</summary>
readonly record struct Column(string Heading, bool IsFigure = false);

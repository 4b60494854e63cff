using System;
using FinTracer.Reporting.Wording;

namespace FinTracer.Selection;

/// <summary>A condition or a sort order that cannot be read: one line that says where.</summary>
sealed class ConditionException(int column, string problem) : Exception($"column {column}: {Sanitizer.Clean(problem)}")
{
    /// <summary>Where it goes wrong, from 1.</summary>
    public int Column { get; } = column;
}

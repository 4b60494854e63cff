using System.Collections.Generic;

namespace FinTracer.Selection;

/// <summary>A condition as it was written: not yet held against the fields of the report.</summary>
abstract record Condition
{
    /// <summary>Both must hold.</summary>
    public sealed record And(Condition Left, Condition Right) : Condition;

    /// <summary>One must hold.</summary>
    public sealed record Or(Condition Left, Condition Right) : Condition;

    /// <summary>Must not hold.</summary>
    public sealed record Not(Condition Negated) : Condition;

    /// <summary>A field by itself: it is true, or has a value.</summary>
    public sealed record Is(Written Field) : Condition;

    /// <summary>A field against a value, or against several of which one is enough.</summary>
    public sealed record Compared(Written Field, ComparisonOperator Operator, IReadOnlyList<Written> Values) : Condition;
}

/// <summary>A word of a condition and the column it begins in, from 1.</summary>
/// <param name="Text">Without the quotes, if it had any.</param>
/// <param name="Column">Where it begins.</param>
/// <param name="Quoted">Whether it stood in quotes: then it is text, never <c>null</c>.</param>
readonly record struct Written(string Text, int Column, bool Quoted = false);

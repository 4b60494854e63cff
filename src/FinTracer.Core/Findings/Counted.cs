namespace FinTracer.Findings;

/// <summary>How often a value occurred.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">Occurrences; never 0 in a result.</param>
public readonly record struct Counted<T>(T Value, long Count)
    where T : struct, System.Enum;

namespace FinTracer.Commands;

/// <summary>What <c>fintracer annotate</c> was asked for.</summary>
sealed record AnnotateOptions
{
    /// <summary>The capture.</summary>
    public required string Input { get; init; }

    /// <summary>The copy; <c>-</c> for standard output.</summary>
    public required string Output { get; init; }

    /// <summary>The choices for the analysis.</summary>
    public required TraceOptions Trace { get; init; }
}

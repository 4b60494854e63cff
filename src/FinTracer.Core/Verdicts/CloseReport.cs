namespace FinTracer.Verdicts;

/// <summary>How a connection ended, who did it first, and why we say so.</summary>
public readonly record struct CloseReport
{
    /// <summary>Kind of the end.</summary>
    public required CloseKind Kind { get; init; }

    /// <summary>Who closed first; <see cref="ActiveCloser.None"/> where nobody did or it cannot be said.</summary>
    public required ActiveCloser ActiveCloser { get; init; }

    /// <summary>How far the capture carries kind and closer.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why, most important first.</summary>
    public required ShortList<Reason> Reasons { get; init; }

    /// <summary>The initiator's FIN; null when it sent none.</summary>
    public FinReport? InitiatorFin { get; init; }

    /// <summary>The responder's FIN; null when it sent none.</summary>
    public FinReport? ResponderFin { get; init; }

    /// <summary>From the last data of either side to the first FIN, or to the RST that ended it, nanoseconds; null without data or end. Shows a keep-alive timeout.</summary>
    public long? IdleBeforeCloseNs { get; init; }
}

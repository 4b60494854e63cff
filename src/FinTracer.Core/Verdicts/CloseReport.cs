namespace FinTracer.Verdicts;

/// <summary>How a connection ended, who did it first, and why we say so.</summary>
public record struct CloseReport
{
    /// <summary>Where its verdict writes it, see <see cref="ConnectionReport.Fields"/>.</summary>
    internal CloseFields Fields;

    /// <summary>Kind of the end.</summary>
    public required CloseKind Kind
    {
        readonly get => Fields.Kind;
        init => Fields.Kind = value;
    }

    /// <summary>Who closed first; <see cref="ActiveCloser.None"/> where nobody did or it cannot be said.</summary>
    public required ActiveCloser ActiveCloser
    {
        readonly get => Fields.ActiveCloser;
        init => Fields.ActiveCloser = value;
    }

    /// <summary>How far the capture carries kind and closer.</summary>
    public required Confidence Confidence
    {
        readonly get => Fields.Confidence;
        init => Fields.Confidence = value;
    }

    /// <summary>Why, most important first.</summary>
    public required ShortList<Reason> Reasons
    {
        readonly get => Fields.Reasons;
        init => Fields.Reasons = value;
    }

    /// <summary>The initiator's FIN; null when it sent none.</summary>
    public FinReport? InitiatorFin
    {
        readonly get => Fields.InitiatorFin;
        init => Fields.InitiatorFin = value;
    }

    /// <summary>The responder's FIN; null when it sent none.</summary>
    public FinReport? ResponderFin
    {
        readonly get => Fields.ResponderFin;
        init => Fields.ResponderFin = value;
    }

    /// <summary>From the last data of either side to the first FIN, or to the RST that ended it, nanoseconds; null without data or end. Shows a keep-alive timeout.</summary>
    public long? IdleBeforeCloseNs
    {
        readonly get => Fields.IdleBeforeCloseNs;
        init => Fields.IdleBeforeCloseNs = value;
    }
}

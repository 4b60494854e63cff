namespace FinTracer.Verdicts;

/// <summary>Everything of a <see cref="CloseReport"/>, which documents it.</summary>
record struct CloseFields
{
    public CloseKind Kind;
    public ActiveCloser ActiveCloser;
    public Confidence Confidence;
    public ShortList<Reason> Reasons;
    public FinReport? InitiatorFin;
    public FinReport? ResponderFin;
    public long? IdleBeforeCloseNs;
}

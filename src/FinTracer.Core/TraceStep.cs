namespace FinTracer;

/// <summary>One step of the work on its way: a batch of segments (or, at the end of the input, a piece of what is left), what it decided, and what was made of that.</summary>
sealed class TraceStep(int shards, ulong seed)
{
    /// <summary>The segments; meaningless when <see cref="CompleteUpTo"/> is set.</summary>
    public SegmentBatch Segments { get; } = new(shards, seed);

    /// <summary>At the end of the input: connections up to this number are reported. Null for a batch of segments.</summary>
    public long? CompleteUpTo { get; set; }

    /// <summary>Connections decided, in the order of their numbers.</summary>
    public ReportList Decided { get; } = new();

    /// <summary>What the <see cref="IReportStage"/> made of them.</summary>
    public object? Prepared { get; set; }

    /// <summary>True when it can be delivered.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>Lets go of the connections, for the next use.</summary>
    public void Clear()
    {
        CompleteUpTo = null;
        Decided.Clear();
        Prepared = null;
        IsPrepared = false;
    }
}

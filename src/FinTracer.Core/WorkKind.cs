namespace FinTracer;

/// <summary>The kinds of work on a <see cref="TraceStep"/>, in the order of the way.</summary>
enum WorkKind
{
    /// <summary>Reads and decodes a batch. One at a time.</summary>
    Fill,

    /// <summary>Tracks one shard's part of a batch. All shards at once; one batch at a time.</summary>
    Track,

    /// <summary>Numbers what began and collects what was decided. One at a time, behind all <see cref="Track"/> of a step.</summary>
    Collect,

    /// <summary>Prepares what was decided. Any number of steps at once.</summary>
    Prepare,

    /// <summary>Delivers it. One at a time, in order.</summary>
    Deliver,
}

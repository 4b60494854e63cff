namespace FinTracer;

/// <summary>One piece of work that a worker has taken off the <see cref="WorkBoard"/>.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Step">With what.</param>
/// <param name="Shard">For <see cref="WorkKind.Track"/>: which shard.</param>
readonly record struct Work(WorkKind Kind, TraceStep Step, int Shard = 0);

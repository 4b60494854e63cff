namespace FinTracer.Findings;

/// <summary>What began and what ended within one cell of time.</summary>
/// <param name="Index">Which cell, counted from the epoch in the width of its level; negative before the epoch.</param>
/// <param name="Begun">How many began in it.</param>
/// <param name="Ended">How many ended in it.</param>
internal readonly record struct OccupancyCell(long Index, int Begun, int Ended)
{
    public OccupancyCell With(int begun, int ended) => new(Index, Begun + begun, Ended + ended);
}

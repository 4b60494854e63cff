namespace FinTracer.Findings;

/// <summary>
/// The highest point of something held over time. It is looked for at the ends of cells of time, 1/128 s wide as long as there are few of
/// them and up to a second in long captures: never more than were held at once, and less only by what is held for shorter than a cell.
/// </summary>
/// <param name="Held">The greatest number held at the end of a cell; 0 when nothing ever outlived its cell.</param>
/// <param name="TimeNs">Start of the first cell in which it was reached, nanoseconds since the epoch; null when <paramref name="Held"/> is 0.</param>
public readonly record struct OccupancyPeak(long Held, long? TimeNs);

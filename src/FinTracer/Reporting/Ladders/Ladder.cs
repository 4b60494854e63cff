using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>One connection, segment by segment, with its verdict.</summary>
/// <param name="Report">The verdict.</param>
/// <param name="Steps">The segments in capture order, runs of data folded.</param>
/// <param name="Dropped">Segments beyond the limit of a ladder, which are not in it.</param>
sealed record Ladder(ConnectionReport Report, IReadOnlyList<LadderStep> Steps, long Dropped);

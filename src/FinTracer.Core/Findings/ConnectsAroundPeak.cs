namespace FinTracer.Findings;

/// <summary>How fast connections were opened before and after the most local ports were held.</summary>
/// <param name="PerSecondBefore">Connections a second from the first until then; null when no port was held.</param>
/// <param name="PerSecondWhileFull">Connections a second from then until ports were given back; null when that was too short for one to come at the rate before.</param>
/// <param name="FullForNs">Nanoseconds from then until ports were given back, to the precision of <see cref="OccupancyPeak"/>; null when they were not in the capture.</param>
internal readonly record struct ConnectsAroundPeak(double? PerSecondBefore, double? PerSecondWhileFull, long? FullForNs);

namespace FinTracer.Findings;

/// <summary>The unit that goes with each measure.</summary>
public static class FindingUnits
{
    /// <summary>The unit of <paramref name="measure"/>.</summary>
    public static FindingUnit Of(FindingMeasure measure) => measure switch
    {
        FindingMeasure.PeakTime or FindingMeasure.Since or FindingMeasure.FirstTime => FindingUnit.TimeNs,
        FindingMeasure.ConnectsPerSecond or FindingMeasure.ConnectsPerSecondWhileFull or FindingMeasure.RunsOutPerSecond => FindingUnit.MilliPerSecond,
        FindingMeasure.IdleMedian or FindingMeasure.IdleLongest or FindingMeasure.ReusedAfterShortest or FindingMeasure.LatestBy
            or FindingMeasure.FullFor => FindingUnit.DurationNs,
        FindingMeasure.TimeWaitsEntered or FindingMeasure.PeakHeld or FindingMeasure.DistinctPorts or FindingMeasure.PortsInRange or FindingMeasure.CrossedFin
            or FindingMeasure.WroteAfterFin or FindingMeasure.GaveUp or FindingMeasure.Services or FindingMeasure.ByTimestampOnly
            or FindingMeasure.AnsweredByReset or FindingMeasure.MissingOctets or FindingMeasure.PayloadOctets or FindingMeasure.DroppedBySystem => FindingUnit.Count,
    };
}

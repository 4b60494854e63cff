namespace FinTracer.Findings;

/// <summary>The unit of a finding's number.</summary>
public enum FindingUnit
{
    /// <summary>Things counted.</summary>
    Count,

    /// <summary>Nanoseconds of duration.</summary>
    DurationNs,

    /// <summary>Nanoseconds since the epoch.</summary>
    TimeNs,

    /// <summary>Thousandths of one a second.</summary>
    MilliPerSecond,
}

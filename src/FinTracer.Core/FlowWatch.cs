namespace FinTracer;

/// <summary>What is kept beside a flow whose connections are reported as they change: how often the present one has been, and what the census counts of it while it lies cold.</summary>
sealed class FlowWatch
{
    /// <summary>Records given of the present connection.</summary>
    public int Reports;

    /// <summary>The capture time from which its last record does not hold any more, though nothing comes (<see cref="Verdicts.ConnectionVerdict.HoldsUntil"/>).</summary>
    public long HoldsUntilNs;

    /// <summary>It has something new to tell.</summary>
    public bool Changed;

    /// <summary>As it was when it was put away.</summary>
    public CensusFacts Cold;

    /// <summary>Another connection is watched from now on.</summary>
    public void Clear()
    {
        (Reports, Changed) = (0, false);
        HoldsUntilNs = 0;
        Cold = default;
    }
}

using System.Collections.Generic;

namespace FinTracer.Lab.Kernel;

/// <summary>The small socket that stands for a closed connection in TIME_WAIT, or for an orphan in FIN_WAIT_2.</summary>
internal sealed class SmallSocket(long firstNs)
{
    public long FirstNs { get; } = firstNs;

    public List<TimerStart> Starts { get; } = [];

    /// <summary>The event of the full socket it took over from: whose it is.</summary>
    public TraceEvent? Close { get; set; }

    public long? CancelledNs { get; set; }

    /// <summary>The cancelling that the last start has undone.</summary>
    public long? LastCancelledNs { get; set; }

    public long? ExpiredNs { get; set; }
}

using System.Collections.Generic;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Stories;

/// <summary>What a big story notes while it is played.</summary>
public sealed class Crowd
{
    /// <summary>What makes the connections.</summary>
    public string Load { get; set; } = string.Empty;

    /// <summary>connect(2) calls that found no port.</summary>
    public int FailedOpens { get; set; }

    internal List<HeldTruth> Held { get; } = [];
}

using System;

namespace FinTracer.Findings;

/// <summary>What the sums assume about the hosts in the capture.</summary>
public readonly record struct SumsOptions()
{
    /// <summary>First port a host picks for outgoing connections. Default 32,768 (Linux, ip_local_port_range).</summary>
    public ushort FirstLocalPort { get; init; } = 32768;

    /// <summary>Last such port, itself included. Default 60,999.</summary>
    public ushort LastLocalPort { get; init; } = 60999;

    /// <summary>How long TIME-WAIT keeps a port, in nanoseconds, above 0. Default 60 s.</summary>
    public long TimeWaitNs
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TIME-WAIT must last longer than 0 ns.");
    } = 60_000_000_000;

    /// <summary>From where on something is a finding.</summary>
    public FindingThresholds Thresholds { get; init; } = FindingThresholds.Default;

    /// <summary>Ports in the range; 28,232 by default.</summary>
    public int LocalPorts => Math.Max(LastLocalPort - FirstLocalPort + 1, 0);
}

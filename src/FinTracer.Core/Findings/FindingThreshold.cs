namespace FinTracer.Findings;

/// <summary>From where on something is a finding; all three must be reached.</summary>
/// <param name="Connections">Connections (or, where a finding is about things held, those), at least 1.</param>
/// <param name="Share">Part of the connections (ports of the range, octets) among which they are counted, 0 to 1.</param>
/// <param name="DurationNs">Nanoseconds, where time decides: see <see cref="FindingThresholds"/>; null where it does not.</param>
public readonly record struct FindingThreshold(long Connections, double Share, long? DurationNs = null);

namespace FinTracer.Tests.TestKit.Wire;

/// <summary>A frame held in memory.</summary>
/// <param name="TimestampNs">Capture time.</param>
/// <param name="WireLength">Octets on the wire.</param>
/// <param name="Data">Octets kept.</param>
public readonly record struct MemoryFrame(long TimestampNs, uint WireLength, byte[] Data);

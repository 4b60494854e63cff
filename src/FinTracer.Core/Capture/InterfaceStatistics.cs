namespace FinTracer.Capture;

/// <summary>What an interface counted while it was captured on.</summary>
/// <param name="StartNs">The capture began; nanoseconds since the epoch.</param>
/// <param name="EndNs">The counts are of this moment.</param>
/// <param name="Received">Packets that passed the filter, as the system counts them (on Linux's loopback: each twice).</param>
/// <param name="DroppedByInterface">Packets that the interface or its driver dropped.</param>
/// <param name="DroppedBySystem">Packets that the system dropped for want of room in the capture's buffer.</param>
public readonly record struct InterfaceStatistics(long StartNs, long EndNs, long Received, long DroppedByInterface, long DroppedBySystem);

using System.Collections.Generic;

namespace FinTracer.Capture;

/// <summary>
/// Adds up what a pcapng capture says of lost packets. Interface statistics count from the start of the capture, so each interface's last word
/// stands; counts carried by packets are increments, and are used where no statistics exist.
/// </summary>
sealed class DropCounters
{
    readonly Dictionary<int, long> _byInterface = [];
    long _statistics;
    long _packets;
    bool _packetsSpoke;

    /// <summary>Packets dropped by the capturing system; null when the capture says nothing of it.</summary>
    public long? Total => _byInterface.Count > 0 ? _statistics : _packetsSpoke ? _packets : null;

    /// <summary>Notes an interface's statistics so far.</summary>
    public void SetStatistics(int interfaceId, ulong byInterface, ulong bySystem)
    {
        long total = Sum(Clamp(byInterface), Clamp(bySystem));
        _byInterface.TryGetValue(interfaceId, out long before);
        _byInterface[interfaceId] = total;
        _statistics = Sum(_statistics - before, total);
    }

    /// <summary>Notes the packets lost before one packet.</summary>
    public void AddBeforePacket(ulong count)
    {
        _packetsSpoke = true;
        _packets = Sum(_packets, Clamp(count));
    }

    static long Clamp(ulong count) => count > long.MaxValue / 4 ? long.MaxValue / 4 : (long)count;

    // Both sides are at most half of the range, so this cannot overflow; the result is kept there.
    static long Sum(long a, long b) => long.Min(long.MaxValue / 2, a + b);
}

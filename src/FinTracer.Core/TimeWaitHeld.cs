using System;

namespace FinTracer;

/// <summary>The TIME-WAITs that one address holds.</summary>
/// <param name="Count">How many.</param>
/// <param name="NextExpiryNs">When the first of them can expire, nanoseconds since the epoch.</param>
/// <param name="LastExpiryNs">When the last of them can.</param>
public readonly record struct TimeWaitHeld(int Count, long NextExpiryNs, long LastExpiryNs)
{
    /// <summary>One more, which can expire at <paramref name="expiryNs"/>.</summary>
    public TimeWaitHeld With(long expiryNs) => Count == 0
        ? new(1, expiryNs, expiryNs)
        : new(Count + 1, Math.Min(NextExpiryNs, expiryNs), Math.Max(LastExpiryNs, expiryNs));
}

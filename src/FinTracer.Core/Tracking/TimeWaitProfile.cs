using System;

namespace FinTracer.Tracking;

/// <summary>How long a system keeps TIME-WAIT: at least, and at most.</summary>
/// <param name="LengthNs">The nominal length, nanoseconds.</param>
/// <param name="LatestNs">The longest it can last when nothing restarts it: kernel timers are coarse. At least <paramref name="LengthNs"/>.</param>
public readonly record struct TimeWaitProfile(long LengthNs, long LatestNs)
{
    const long Second = 1_000_000_000;

    /// <summary>
    /// Linux: TCP_TIMEWAIT_LEN, 60 s, fixed in the kernel. The timer wheel rounds up: 60 to 62.05 s at HZ=250, to 64.1 s at HZ=1000.
    /// (tcp_fin_timeout is about orphaned FIN-WAIT-2, not about this.)
    /// </summary>
    public static TimeWaitProfile Linux { get; } = new(60 * Second, 64_100_000_000);

    /// <summary>Windows: TcpTimedWaitDelay, 120 s by default.</summary>
    public static TimeWaitProfile Windows { get; } = Of(120 * Second);

    /// <summary>macOS: 2 × net.inet.tcp.msl of 15 s.</summary>
    public static TimeWaitProfile MacOs { get; } = Of(30 * Second);

    /// <summary>FreeBSD: 2 × net.inet.tcp.msl of 30 s.</summary>
    public static TimeWaitProfile FreeBsd { get; } = Of(60 * Second);

    /// <summary>RFC 9293 §3.4.2: MSL is two minutes, TIME-WAIT twice that.</summary>
    public static TimeWaitProfile Rfc { get; } = Of(240 * Second);

    /// <summary>A length without slack. Throws when it is not above zero.</summary>
    public static TimeWaitProfile Of(long lengthNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthNs);
        return new TimeWaitProfile(lengthNs, lengthNs);
    }
}

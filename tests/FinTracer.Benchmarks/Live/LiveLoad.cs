using FinTracer.Benchmarks.Inputs;

namespace FinTracer.Benchmarks.Live;

/// <summary>A load on the line.</summary>
/// <param name="Name">In the table.</param>
/// <param name="ConnectionsPerSecond">Opened, and closed.</param>
/// <param name="Seconds">For how long.</param>
internal sealed record LiveLoad(string Name, double ConnectionsPerSecond, int Seconds)
{
    /// <summary>So many packets a second.</summary>
    public static LiveLoad Packets(double perSecond, int seconds) => new(System.FormattableString.Invariant($"{perSecond:N0} packets/s"), perSecond / Shapes.AbFramesPerConnection, seconds);

    /// <summary>So many connections a second.</summary>
    public static LiveLoad Connections(double perSecond, int seconds) => new(System.FormattableString.Invariant($"{perSecond:N0} connections/s"), perSecond, seconds);

    /// <summary>What is played: short connections, each with a four-tuple of its own.</summary>
    public Traffic Traffic => Shapes.Crowd((long)(ConnectionsPerSecond * Seconds), ConnectionsPerSecond);
}

using FinTracer.Lab.Middle;
using FinTracer.Lab.Truth;

namespace FinTracer.Tests.Truth;

/// <summary>One RST as the kernel knows it.</summary>
/// <param name="connection">The connection it belongs to.</param>
/// <param name="meaning">What the story says it is.</param>
/// <param name="sent">The kernel's event as it was sent; null when no TCP sent it (forged, or a packet filter's).</param>
sealed class KernelReset(ConnectionTruth connection, ResetCauseTruth meaning, ResetTruth? sent)
{
    public ConnectionTruth Connection => connection;

    public ResetCauseTruth Meaning => meaning;

    public ResetTruth? Sent => sent;

    /// <summary>What its receiver's kernel ended on it, in the report's words; null when nothing.</summary>
    public string? Effect { get; set; }

    /// <summary>Whether its receiver's kernel ended a socket on it.</summary>
    public bool WasEffective => Effect is not null;

    /// <summary>The segment that it answers; null when it answers none, or the host's capture does not have it.</summary>
    public WireSegment? Provoker { get; set; }

    /// <summary>Whether the socket chose to send it (tcp_send_active_reset) or the stack answered with it; null when no TCP made it.</summary>
    public string? Mode => meaning switch
    {
        { Cause: "injected" } => "unknown", // it says nothing of the endpoint that it names
        { KernelReason: null } => null,
        { KernelReason: "TCP_STATE" or "TCP_ABORT_ON_CLOSE" or "TCP_ABORT_ON_LINGER" or "TCP_ABORT_ON_MEMORY" or "TCP_KEEPALIVE_TIMEOUT" } => "active",
        _ => "passive",
    };

    /// <summary>Whose socket it is sent to.</summary>
    public string Receiver => Meaning.InNameOf == "client" ? "server" : "client";

    /// <summary>A RST made on the way is on the wire only from there on: the host in whose name it goes does not see it.</summary>
    public bool IsSentBefore(string vantage) => Meaning.From != "middle" || Meaning.InNameOf != vantage;
}

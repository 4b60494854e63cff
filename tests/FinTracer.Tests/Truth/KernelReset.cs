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

    /// <summary>Whether its receiver's kernel ended a socket on it.</summary>
    public bool WasEffective { get; set; }

    /// <summary>Whose socket it is sent to.</summary>
    public string Receiver => Meaning.InNameOf == "client" ? "server" : "client";

    /// <summary>A RST made on the way is on the wire only from there on: the host in whose name it goes does not see it.</summary>
    public bool IsSentBefore(string vantage) => Meaning.From != "middle" || Meaning.InNameOf != vantage;
}

namespace FinTracer.Lab.Truth;

/// <summary>How many TIME_WAIT sockets each host holds at a moment (sock_diag, the source of ss).</summary>
/// <param name="TimeNs">When.</param>
/// <param name="Client">On the client.</param>
/// <param name="Server">On the server.</param>
public sealed record HeldTruth(long TimeNs, int Client, int Server);

namespace FinTracer.Lab.Truth;

/// <summary>A state change of a socket (sock:inet_sock_set_state), with the RFC 9293 names of the states.</summary>
/// <param name="TimeNs">When.</param>
/// <param name="Host">client or server.</param>
/// <param name="Local">The socket's address and port.</param>
/// <param name="Remote">Its peer's.</param>
/// <param name="Before">State before, e.g. ESTABLISHED.</param>
/// <param name="After">State after. A socket that enters TIME_WAIT shows FIN-WAIT-2 to CLOSED.</param>
public sealed record StateTruth(long TimeNs, string Host, string Local, string Remote, string Before, string After);

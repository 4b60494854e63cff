namespace FinTracer.Lab.Truth;

/// <summary>A RST that ended a socket (tcp:tcp_receive_reset).</summary>
/// <param name="TimeNs">When.</param>
/// <param name="By">client or server: whose socket.</param>
/// <param name="Local">The socket's address and port.</param>
/// <param name="Remote">Its peer's.</param>
public sealed record ReceivedResetTruth(long TimeNs, string By, string Local, string Remote);

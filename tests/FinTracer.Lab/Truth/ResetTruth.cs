namespace FinTracer.Lab.Truth;

/// <summary>A RST that the kernel sent (tcp:tcp_send_reset).</summary>
/// <param name="TimeNs">When.</param>
/// <param name="From">client or server.</param>
/// <param name="Source">Address and port it was sent from.</param>
/// <param name="Destination">Address and port it was sent to; port 0 when a listening socket sent it, of which the kernel tells no peer.</param>
/// <param name="State">State of the socket it was sent for; null when there was none.</param>
/// <param name="Reason">The kernel's reason, e.g. NO_SOCKET or TCP_ABORT_ON_CLOSE. A segment that fits no connection gets TCP_FLAGS where
/// somebody listens on the port, and NO_SOCKET where nobody does.</param>
public sealed record ResetTruth(long TimeNs, string From, string Source, string Destination, string? State, string Reason);

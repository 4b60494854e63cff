namespace FinTracer.Lab.Truth;

/// <summary>A RST that the kernel sent (tcp:tcp_send_reset).</summary>
/// <param name="TimeNs">When.</param>
/// <param name="From">client or server.</param>
/// <param name="Source">Address and port it was sent from.</param>
/// <param name="Destination">Address and port it was sent to.</param>
/// <param name="State">State of the socket it was sent for; null when there was none.</param>
/// <param name="Reason">The kernel's reason, e.g. NO_SOCKET or TCP_ABORT_ON_CLOSE.</param>
public sealed record ResetTruth(long TimeNs, string From, string Source, string Destination, string? State, string Reason);

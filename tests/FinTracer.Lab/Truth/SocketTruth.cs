namespace FinTracer.Lab.Truth;

/// <summary>A socket as the kernel lists it (sock_diag, the source of ss).</summary>
/// <param name="State">RFC 9293 name. An orphan in FIN-WAIT-2 is listed as that, although it is a small socket already.</param>
/// <param name="Local">Address and port.</param>
/// <param name="Remote">The peer's.</param>
/// <param name="Timer">The running timer: retransmission, keepalive, time_wait (an orphan in FIN-WAIT-2 has it, too), window_probe; null without one.</param>
/// <param name="TimerMs">Milliseconds until the timer is due, exact to a tick of the kernel; null without one.</param>
/// <param name="Unread">Octets received that the application has not read (listener: connections not accepted).</param>
/// <param name="Unacknowledged">Octets written that the peer has not acknowledged, a FIN counted as one (listener: the longest queue).</param>
public sealed record SocketTruth(string State, string Local, string Remote, string? Timer, int? TimerMs, int Unread, int Unacknowledged);

namespace FinTracer.Lab.Truth;

/// <summary>A segment sent again (tcp:tcp_retransmit_skb).</summary>
/// <param name="TimeNs">When.</param>
/// <param name="From">client or server.</param>
/// <param name="Local">Its socket's address and port.</param>
/// <param name="Remote">The peer's.</param>
/// <param name="State">Its socket's state.</param>
public sealed record RetransmissionTruth(long TimeNs, string From, string Local, string Remote, string State);

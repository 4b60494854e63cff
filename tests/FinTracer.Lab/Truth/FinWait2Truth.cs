namespace FinTracer.Lab.Truth;

/// <summary>An orphan that waited in FIN_WAIT_2 for its peer's FIN, in the same small socket that later holds TIME_WAIT.</summary>
/// <param name="Holder">client or server.</param>
/// <param name="Local">Its address and port.</param>
/// <param name="Remote">The peer's.</param>
/// <param name="SinceNs">When its timer (tcp_fin_timeout) was started.</param>
/// <param name="Ended">time_wait (the FIN came), expired, killed (data came and drew a RST, or a RST came), or open.</param>
/// <param name="EndedNs">When; null while open.</param>
public sealed record FinWait2Truth(string Holder, string Local, string Remote, long SinceNs, string Ended, long? EndedNs);

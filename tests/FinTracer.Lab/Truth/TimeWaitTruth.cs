using System.Collections.Generic;

namespace FinTracer.Lab.Truth;

/// <summary>
/// A TIME_WAIT as the kernel's timers tell it. Before it, an orphan waits for the peer's FIN in FIN_WAIT_2 in the same small socket; the
/// lab sets tcp_fin_timeout to 20 s, so that the length of the timer tells the two apart (TIME_WAIT's is 60 s, fixed).
/// </summary>
/// <param name="Holder">client or server.</param>
/// <param name="Local">Its address and port.</param>
/// <param name="Remote">The peer's.</param>
/// <param name="FinWait2SinceNs">When the small socket began to wait in FIN_WAIT_2; null when TIME_WAIT was entered from a full socket.</param>
/// <param name="EnteredNs">When TIME_WAIT was entered.</param>
/// <param name="RestartedNs">When its timer was started anew: exact where the kernel made an event of it, else from its rest at the next snapshot (exact to two ticks).</param>
/// <param name="FiresNs">When the last timer fires at the latest, rounded as the kernel's timer wheel does.</param>
/// <param name="Ended">open (the capture ended first), expired, or killed (by a RST, or to make room for a new connection).</param>
/// <param name="EndedNs">When; null while open.</param>
public sealed record TimeWaitTruth(
    string Holder,
    string Local,
    string Remote,
    long? FinWait2SinceNs,
    long EnteredNs,
    IReadOnlyList<long> RestartedNs,
    long FiresNs,
    string Ended,
    long? EndedNs);

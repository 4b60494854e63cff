namespace FinTracer.Live;

/// <summary>Why a live capture ended.</summary>
/// <param name="Kind">The kind of end.</param>
/// <param name="TimeNs">Nothing after this moment was looked at; nanoseconds since the epoch.</param>
/// <param name="Behind">Packets from before it were still waiting: there were too many to take in the moment that is left after a signal.</param>
readonly record struct LiveEnd(LiveEndKind Kind, long TimeNs, bool Behind = false);

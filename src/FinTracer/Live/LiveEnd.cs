namespace FinTracer.Live;

/// <summary>Why a live capture ended.</summary>
/// <param name="Kind">The kind of end.</param>
/// <param name="TimeNs">Nothing after this moment was looked at; nanoseconds since the epoch.</param>
readonly record struct LiveEnd(LiveEndKind Kind, long TimeNs);

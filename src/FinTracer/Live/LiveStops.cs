using System;

namespace FinTracer.Live;

/// <summary>What ends a live capture beside a signal; null for what does not.</summary>
/// <param name="Duration">So long a capture.</param>
/// <param name="Count">So many frames.</param>
/// <param name="Idle">So long a silence.</param>
readonly record struct LiveStops(TimeSpan? Duration, long? Count, TimeSpan? Idle);

using System.Collections.Generic;

namespace FinTracer.Lab.Truth;

/// <summary>
/// One connection as the story made it. It is what a person knows who wrote the story, checked against the kernel's account where the
/// kernel has one; nothing here was read from packets.
/// </summary>
/// <param name="ClientPort">The client's port.</param>
/// <param name="Incarnation">1 for the first connection of its four-tuple, 2 for the next.</param>
/// <param name="Kind">graceful, simultaneous, half_closed, aborted, aborted_after_fin, refused, open or not_established.</param>
/// <param name="ActiveCloser">client, server, both, or null when nobody closed or aborted.</param>
/// <param name="TimeWaitHolders">Who entered TIME_WAIT: "client", "server", in this order; the kernel's timers say so.</param>
/// <param name="Resets">The resets of this connection in order of time.</param>
/// <param name="Note">What packets cannot show about it, or null.</param>
public sealed record ConnectionTruth(
    int ClientPort,
    int Incarnation,
    string Kind,
    string? ActiveCloser,
    IReadOnlyList<string> TimeWaitHolders,
    IReadOnlyList<ResetCauseTruth> Resets,
    string? Note);

namespace FinTracer.Lab.Truth;

/// <summary>A reset as the story means it.</summary>
/// <param name="From">client, server, or middle when it was forged on the way (in the name of <paramref name="InNameOf"/>).</param>
/// <param name="InNameOf">Whose address it carries.</param>
/// <param name="KernelReason">The kernel's reason of tcp:tcp_send_reset; null when not its TCP made it (forged, iptables).</param>
/// <param name="Cause">The cause, a word of FinTracer's list: refused, abort, data_after_close, ...</param>
/// <param name="Detail">The finer word of an abort (unread_data, linger_zero, ...), or null.</param>
public sealed record ResetCauseTruth(string From, string InNameOf, string? KernelReason, string Cause, string? Detail);

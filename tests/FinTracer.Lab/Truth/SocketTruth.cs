namespace FinTracer.Lab.Truth;

/// <summary>A line of ss(8).</summary>
/// <param name="State">As ss writes it: ESTAB, TIME-WAIT, FIN-WAIT-2, ...</param>
/// <param name="Local">Address and port.</param>
/// <param name="Remote">The peer's.</param>
/// <param name="Timer">Kind and rest of the running timer, e.g. (timewait,59sec,0); null without one. An orphan in FIN-WAIT-2 has one of kind timewait, too.</param>
public sealed record SocketTruth(string State, string Local, string Remote, string? Timer);

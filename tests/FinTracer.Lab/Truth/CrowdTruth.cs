using System.Collections.Generic;

namespace FinTracer.Lab.Truth;

/// <summary>What the kernel counts of a big story, whose connections are too many to list.</summary>
/// <param name="Load">What made the connections.</param>
/// <param name="Connections">Connections the client's kernel opened (TcpActiveOpens).</param>
/// <param name="FailedOpens">connect(2) calls that found no free port (EADDRNOTAVAIL); they leave no packet.</param>
/// <param name="ClosedFirst">How many connections went from ESTABLISHED to FIN_WAIT_1, by "client" and "server".</param>
/// <param name="Resets">RSTs sent, by "client" and "server".</param>
/// <param name="TimeWaitEntered">TIME_WAITs entered, by "client" and "server".</param>
/// <param name="TimeWaitReplaced">TIME_WAITs that ended before their time, as a new connection took the four-tuple, by "client" and "server".</param>
/// <param name="Held">TIME_WAITs held over time.</param>
public sealed record CrowdTruth(
    string Load,
    long Connections,
    long FailedOpens,
    SortedDictionary<string, long> ClosedFirst,
    SortedDictionary<string, long> Resets,
    SortedDictionary<string, long> TimeWaitEntered,
    SortedDictionary<string, long> TimeWaitReplaced,
    IReadOnlyList<HeldTruth> Held);

using System.Collections.Generic;

namespace FinTracer.Lab.Truth;

/// <summary>What a big story's connections have in common, and the kernel's counts.</summary>
/// <param name="Command">The command that made the load.</param>
/// <param name="Connections">Connections the client's kernel opened (TcpActiveOpens).</param>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="ClosedFirst">client, server or both, for every connection alike.</param>
/// <param name="FailedOpens">connect(2) calls that found no free port (EADDRNOTAVAIL); they leave no packet.</param>
/// <param name="Reused">New connections on a four-tuple whose last incarnation was still in TIME_WAIT.</param>
/// <param name="TimeWaitEntered">TIME_WAIT sockets entered, by "client" and "server".</param>
/// <param name="Held">TIME_WAIT sockets held over time.</param>
public sealed record CrowdTruth(
    string Command,
    long Connections,
    long Requests,
    string ClosedFirst,
    long FailedOpens,
    long Reused,
    SortedDictionary<string, long> TimeWaitEntered,
    IReadOnlyList<HeldTruth> Held);

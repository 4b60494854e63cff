using System.Collections.Generic;

namespace FinTracer.Lab.Truth;

/// <summary>The TCP sockets of both hosts at one moment.</summary>
/// <param name="Label">Which moment of the story.</param>
/// <param name="TimeNs">When.</param>
/// <param name="Client">The client's sockets.</param>
/// <param name="Server">The server's sockets.</param>
public sealed record SnapshotTruth(string Label, long TimeNs, IReadOnlyList<SocketTruth> Client, IReadOnlyList<SocketTruth> Server);

using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>
/// How the connections of one address ended, whichever end of them it was. One from the address to itself counts for either end: it closed first as the
/// one, and its peer did as the other.
/// </summary>
public sealed record HostCloseSummary
{
    /// <summary>Kinds of the end.</summary>
    public required IReadOnlyList<Counted<CloseKind>> Kinds { get; init; }

    /// <summary>Connections that it alone closed first.</summary>
    public required long ClosedFirst { get; init; }

    /// <summary>Connections that its peer alone closed first.</summary>
    public required long PeerClosedFirst { get; init; }

    /// <summary>Connections that both closed at once.</summary>
    public required long BothClosed { get; init; }

    /// <summary>Connections that nobody closed, or of which it cannot be said.</summary>
    public required long NobodyClosed { get; init; }

    /// <summary>Causes of the listed RSTs that it sent (or that came in its name).</summary>
    public required IReadOnlyList<Counted<ResetCause>> ResetCausesSent { get; init; }

    /// <summary>Causes of the listed RSTs that were sent to it.</summary>
    public required IReadOnlyList<Counted<ResetCause>> ResetCausesReceived { get; init; }

    /// <summary>From the last data to the first FIN or the RST.</summary>
    public required DurationSummary IdleBeforeClose { get; init; }

    /// <summary>From one side's FIN to the other's (first transmissions).</summary>
    public required DurationSummary FinToFin { get; init; }
}

using System.Collections.Generic;
using FinTracer.Verdicts;

namespace FinTracer.Findings;

/// <summary>How a set of connections ended: those of one service, or all.</summary>
public sealed record CloseSummary
{
    /// <summary>Connections (incarnations).</summary>
    public required long Connections { get; init; }

    /// <summary>Those of which both directions were synchronized.</summary>
    public required long Established { get; init; }

    /// <summary>Those whose initiator is a guess.</summary>
    public required long InitiatorUnknown { get; init; }

    /// <summary>Those that left early to make room.</summary>
    public required long Evicted { get; init; }

    /// <summary>Kinds of the end; the counts add up to <see cref="Connections"/>.</summary>
    public required IReadOnlyList<Counted<CloseKind>> Kinds { get; init; }

    /// <summary>Who closed first; the counts add up to <see cref="Connections"/>.</summary>
    public required IReadOnlyList<Counted<ActiveCloser>> ActiveClosers { get; init; }

    /// <summary>How sure kind and closer are; the counts add up to <see cref="Connections"/>.</summary>
    public required IReadOnlyList<Counted<Confidence>> Confidences { get; init; }

    /// <summary>Connections that the responder had closed, as the initiator acknowledged, and the initiator had not when the capture ended: it was in CLOSE-WAIT.</summary>
    public required long LeftByInitiator { get; init; }

    /// <summary>The same, left by the responder.</summary>
    public required long LeftByResponder { get; init; }

    /// <summary>RSTs, those beyond a connection's list included.</summary>
    public required long Resets { get; init; }

    /// <summary>Causes of the RSTs of initiators that are listed.</summary>
    public required IReadOnlyList<Counted<ResetCause>> ResetCausesOfInitiator { get; init; }

    /// <summary>Causes of the RSTs of responders that are listed.</summary>
    public required IReadOnlyList<Counted<ResetCause>> ResetCausesOfResponder { get; init; }

    /// <summary>Causes of the RSTs that are listed, whoever sent them; may add up to less than <see cref="Resets"/>.</summary>
    public IReadOnlyList<Counted<ResetCause>> ResetCauses => Counted.Add(ResetCausesOfInitiator, ResetCausesOfResponder);

    /// <summary>Segments that came after the close.</summary>
    public required long LateSegments { get; init; }

    /// <summary>Connections that took a four-tuple over from an earlier life.</summary>
    public required long TuplesReused { get; init; }

    /// <summary>Those of them that did so while an endpoint still held the tuple in TIME-WAIT.</summary>
    public required long TuplesReusedInTimeWait { get; init; }

    /// <summary>TIME-WAIT as initiators held it.</summary>
    public required TimeWaitSummary InitiatorTimeWait { get; init; }

    /// <summary>TIME-WAIT as responders held it.</summary>
    public required TimeWaitSummary ResponderTimeWait { get; init; }

    /// <summary>From the last data to the first FIN.</summary>
    public required DurationSummary IdleBeforeClose { get; init; }

    /// <summary>The same where the initiator closed first.</summary>
    public required DurationSummary IdleBeforeInitiatorClosed { get; init; }

    /// <summary>The same where the responder closed first: its keep-alive timeout, if it has one.</summary>
    public required DurationSummary IdleBeforeResponderClosed { get; init; }

    /// <summary>From one side's FIN to the other's (first transmissions).</summary>
    public required DurationSummary FinToFin { get; init; }
}

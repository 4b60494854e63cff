namespace FinTracer.Findings;

/// <summary>
/// What one connection may show of a finding. Where it matters which end did it, the initiator's sign is followed by the responder's.
/// </summary>
internal enum Sign
{
    ClosedFirstByInitiator,
    ClosedFirstByResponder,
    RaceCrossedFin,
    RaceWroteAfterFin,
    DataMetClosedInitiator,
    DataMetClosedResponder,
    LeakedByInitiator,
    LeakedByResponder,
    GivenUpByInitiator,
    GivenUpByResponder,
    UnreadAbortByInitiator,
    UnreadAbortByResponder,
    LingerAbortByInitiator,
    LingerAbortByResponder,
    ForgottenByInitiator,
    ForgottenByResponder,
    ProbedInVainByInitiator,
    ProbedInVainByResponder,
    Forged,
    Refused,
    SynUnanswered,
    ListenerClosed,
    SynInTimeWait,
    TimeWaitReused,
    TimeWaitReusedByTimestamp,
    AssassinatedOfInitiator,
    AssassinatedOfResponder,
    NotKeptByInitiator,
    NotKeptByResponder,
    Late,
    LateAnsweredByReset,
    HoldsTimeWaitAsInitiator,
    Incomplete,
    OneSided,
}

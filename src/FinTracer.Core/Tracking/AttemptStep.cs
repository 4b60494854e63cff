namespace FinTracer.Tracking;

/// <summary>What a segment means while a SYN waits for its answer beside an older connection of the same four-tuple.</summary>
enum AttemptStep
{
    /// <summary>It belongs to the attempt.</summary>
    OfAttempt,

    /// <summary>It belongs to the older connection.</summary>
    OfCurrent,

    /// <summary>The attempt was answered: the older connection is over.</summary>
    Succeeds,

    /// <summary>The older connection answered the SYN with an ACK: it is alive, or in TIME-WAIT.</summary>
    Challenged,

    /// <summary>The older connection goes on: the SYN was an event of it.</summary>
    Abandoned,

    /// <summary>Yet another SYN.</summary>
    AnotherAttempt,
}

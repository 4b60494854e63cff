namespace FinTracer.Flows;

/// <summary>What a SYN on a known four-tuple means.</summary>
public enum SynMeaning
{
    /// <summary>It belongs to the connection that is there: sent again, answered, or crossing the peer's SYN.</summary>
    SameIncarnation,

    /// <summary>It opens a new incarnation: the old one is over and nothing of it can answer.</summary>
    NewIncarnation,

    /// <summary>It tries to open one while the old one may still be alive, or in TIME-WAIT: the answer decides.</summary>
    Attempt,
}

namespace FinTracer.Verdicts;

/// <summary>What a RST did to its receiver, modelled after RFC 9293 §3.10.7 and RFC 5961 §3.</summary>
public enum ResetEffect
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Nothing: the receiver had no such connection any more.</summary>
    Nothing,

    /// <summary>Ended a connection attempt.</summary>
    RefusedOpen,

    /// <summary>Killed a synchronized connection.</summary>
    KilledConnection,

    /// <summary>Ended TIME-WAIT before its time (RFC 1337).</summary>
    KilledTimeWait,

    /// <summary>In the window but not at its edge: the receiver answers with a challenge ACK and lives on (RFC 5961 §3.2).</summary>
    Challenged,

    /// <summary>Outside the window: ignored.</summary>
    Ignored,
}

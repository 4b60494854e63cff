namespace FinTracer.Verdicts;

/// <summary>How a TIME-WAIT ended.</summary>
public enum TimeWaitEnding
{
    /// <summary>The capture ended first.</summary>
    Open,

    /// <summary>It ran its time.</summary>
    Expired,

    /// <summary>A new SYN on the four-tuple was accepted, or its holder opened the four-tuple again.</summary>
    Reused,

    /// <summary>A RST ended it (RFC 1337).</summary>
    Assassinated,

    /// <summary>It should have been entered and was not: the peer's FIN met a RST.</summary>
    NeverKept,
}

using System;

namespace FinTracer.Tracking;

/// <summary>What one segment proved about its connection, as tracking took it in. Sender and receiver are those of the segment.</summary>
[Flags]
public enum SegmentFacts
{
    /// <summary>Nothing new.</summary>
    None = 0,

    /// <summary>Another captured copy of a segment taken in before; it proves nothing.</summary>
    Duplicate = 1,

    /// <summary>It belongs to an earlier life of the four-tuple.</summary>
    Stray = 1 << 1,

    /// <summary>A SYN sent again.</summary>
    SynRepeated = 1 << 2,

    /// <summary>The connection is established by it: the handshake is complete, or data and ACKs flow in a capture that began later.</summary>
    Establishes = 1 << 3,

    /// <summary>Data or control octets that the sender had sent before.</summary>
    Retransmission = 1 << 4,

    /// <summary>A keep-alive probe: one below the next number (RFC 9293 §3.8.4).</summary>
    KeepAliveProbe = 1 << 5,

    /// <summary>Octets before it are not in the capture, so far.</summary>
    BehindGap = 1 << 6,

    /// <summary>It brings octets that were missing, wholly or in part.</summary>
    FillsGap = 1 << 7,

    /// <summary>Its sender's first FIN.</summary>
    FirstFin = 1 << 8,

    /// <summary>Its sender's FIN again.</summary>
    FinRepeated = 1 << 9,

    /// <summary>It acknowledges its receiver's FIN for the first time.</summary>
    AcknowledgesFin = 1 << 10,

    /// <summary>The connection is over with it: both FINs acknowledged, or a RST that had to be accepted.</summary>
    EndsConnection = 1 << 11,

    /// <summary>It shows that its sender holds TIME-WAIT.</summary>
    SenderEntersTimeWait = 1 << 12,

    /// <summary>It shows that its receiver holds TIME-WAIT.</summary>
    ReceiverEntersTimeWait = 1 << 13,

    /// <summary>It shows that its sender's TIME-WAIT started again.</summary>
    SenderRestartsTimeWait = 1 << 14,

    /// <summary>It starts its receiver's TIME-WAIT again.</summary>
    ReceiverRestartsTimeWait = 1 << 15,

    /// <summary>It ended its receiver's TIME-WAIT (RFC 1337).</summary>
    KillsTimeWait = 1 << 16,

    /// <summary>It came after the close.</summary>
    Late = 1 << 17,

    /// <summary>A RST, taken down for a verdict.</summary>
    Reset = 1 << 18,
}

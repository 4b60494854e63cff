namespace FinTracer.Verdicts;

/// <summary>What a segment was that came after its connection had closed.</summary>
public enum LateSegmentKind
{
    /// <summary>A FIN sent again.</summary>
    RetransmittedFin,

    /// <summary>A FIN sent for the first time, to an endpoint that was gone.</summary>
    Fin,

    /// <summary>Data that the receiver had already acknowledged.</summary>
    DuplicateData,

    /// <summary>Data that had not been seen before.</summary>
    NewData,

    /// <summary>An ACK without data.</summary>
    PureAck,

    /// <summary>A SYN that opened nothing.</summary>
    Syn,

    /// <summary>A segment of an earlier incarnation of the four-tuple.</summary>
    Stray,
}

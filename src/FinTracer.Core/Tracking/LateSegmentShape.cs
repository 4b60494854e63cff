namespace FinTracer.Tracking;

/// <summary>What a late segment carried.</summary>
enum LateSegmentShape
{
    /// <summary>A FIN that had been sent before.</summary>
    RetransmittedFin,

    /// <summary>A FIN sent for the first time.</summary>
    Fin,

    /// <summary>Octets that its receiver had acknowledged.</summary>
    DuplicateData,

    /// <summary>Octets that its receiver had not acknowledged.</summary>
    NewData,

    /// <summary>Neither data nor FIN.</summary>
    PureAck,

    /// <summary>A SYN.</summary>
    Syn,

    /// <summary>Anything of an earlier incarnation.</summary>
    Stray,
}

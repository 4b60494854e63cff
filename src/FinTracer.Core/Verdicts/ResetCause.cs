namespace FinTracer.Verdicts;

/// <summary>Why a RST was sent. The words of the report follow these names.</summary>
public enum ResetCause
{
    /// <summary>None of the others fits; the evidence is listed.</summary>
    Unknown,

    /// <summary>Answers a SYN: nobody listens, or a firewall rejects.</summary>
    Refused,

    /// <summary>Answers a SYN-ACK that its receiver no longer wants.</summary>
    UnexpectedSynAck,

    /// <summary>The endpoint aborted the connection.</summary>
    Abort,

    /// <summary>Data that was sent before its sender saw the FIN met an endpoint that had closed both ways.</summary>
    DataCrossedFin,

    /// <summary>Data that acknowledges the FIN: the peer wrote after the close.</summary>
    DataAfterClose,

    /// <summary>Data or a FIN met an endpoint whose orphaned FIN-WAIT-2 had run out.</summary>
    FinWait2Expired,

    /// <summary>New data reached an endpoint that was gone.</summary>
    LateData,

    /// <summary>A duplicate of data that the endpoint had received reached it when it was gone.</summary>
    LateDuplicate,

    /// <summary>A FIN reached an endpoint that was gone.</summary>
    LateFin,

    /// <summary>A pure ACK reached an endpoint that was gone.</summary>
    LateAck,

    /// <summary>The active closer kept no TIME-WAIT: it answers the peer's FIN, never acknowledged, with the RST.</summary>
    TimeWaitNotKept,

    /// <summary>Answers the ACK that a TIME-WAIT socket sent to a late segment (RFC 1337).</summary>
    TimeWaitAssassination,

    /// <summary>A SYN into TIME-WAIT drew an ACK, which this RST answers; the SYN then comes again.</summary>
    SynInTimeWait,

    /// <summary>The endpoint knows nothing of the connection and never closed it in the capture: restart, lost state, idle timeout of a middlebox.</summary>
    HalfOpen,

    /// <summary>Answers the challenge ACK (RFC 5961) that a SYN or an odd RST drew from a live connection.</summary>
    ChallengeAckAnswer,

    /// <summary>Answers an ACK that fits no handshake.</summary>
    BadHandshakeAck,

    /// <summary>Does not fit the endpoint that it claims to come from.</summary>
    Injected,

    /// <summary>Belongs to an earlier life of the four-tuple.</summary>
    PreviousIncarnation,
}

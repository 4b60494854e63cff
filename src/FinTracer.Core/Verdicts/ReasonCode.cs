namespace FinTracer.Verdicts;

/// <summary>What verdicts rest on, and what they lack.</summary>
public enum ReasonCode
{
    // The close.

    /// <summary>The second FIN acknowledges the first, so its sender knew of it. Frame: the second FIN.</summary>
    SecondFinAcknowledgesFirst,

    /// <summary>The second side had acknowledged the first FIN before it sent its own. Frame: that ACK.</summary>
    FirstFinAcknowledgedBeforeSecond,

    /// <summary>Each FIN was sent before its sender had seen the other. Frame: the second FIN.</summary>
    FinsCrossed,

    /// <summary>The first FIN had to be sent again before it was acknowledged: it was lost on the way, and the second FIN was sent without knowing of it. Frame: the retransmission.</summary>
    FirstFinLost,

    /// <summary>A FIN's first transmission is not in the capture; a segment behind it shows that it had been sent. Frame: that segment.</summary>
    FirstFinTransmissionMissing,

    /// <summary>No FIN of the other side in the capture.</summary>
    OnlyOneFin,

    /// <summary>The ACK of the last FIN is not in the capture.</summary>
    LastAckMissing,

    /// <summary>The last FIN was answered by a RST only. Frame: the RST.</summary>
    LastFinResetOnly,

    /// <summary>A RST ended it. Frame: the RST.</summary>
    EndedByReset,

    /// <summary>The RST answers a segment; its sender did not choose to close. Frame: the RST.</summary>
    ResetIsAnAnswer,

    /// <summary>The RST that ended it does not come from the endpoint that it names. Frame: the RST.</summary>
    ResetIsInjected,

    /// <summary>FIN and RST crossed: neither side knew of the other's end. Frame: the RST.</summary>
    FinAndResetCrossed,

    /// <summary>A RST answered the SYN. Frame: the RST.</summary>
    SynRefused,

    /// <summary>The SYN was answered by nothing. Value: how often it was sent.</summary>
    SynUnanswered,

    /// <summary>The SYN-ACK was never acknowledged. Frame: the SYN-ACK.</summary>
    HandshakeIncomplete,

    /// <summary>Neither FIN nor RST when the capture ended. Value: nanoseconds of silence before that.</summary>
    NoCloseInCapture,

    /// <summary>Both ends are one socket: what it sends comes back to it. Frame: its first segment.</summary>
    ConnectedToItself,

    // What is missing.

    /// <summary>The handshake is not in the capture: who opened is a guess from the ports.</summary>
    NoHandshake,

    /// <summary>Only one direction was captured.</summary>
    OneSided,

    /// <summary>The capture lacks octets that were acknowledged. Value: octets.</summary>
    MissingBytes,

    /// <summary>A FIN lies behind data that the capture lacks. Frame: the FIN.</summary>
    FinBeyondGap,

    /// <summary>The capture lacks something that a side sent before one of its segments: a FIN may be in it. Frame: that segment.</summary>
    FinMayBeInGap,

    /// <summary>Left out of the books early: the limit on connections held at once was reached.</summary>
    Evicted,

    // Resets.

    /// <summary>RST with ACK, at its sender's next number, with options or a window: the mark of an abort.</summary>
    LooksLikeAbort,

    /// <summary>RST without ACK, numbered as the acknowledgment of the segment it answers. Frame: that segment.</summary>
    AnswersSegment,

    /// <summary>RST with ACK that acknowledges exactly a segment without ACK, mostly a SYN (RFC 9293 §3.10.7.1). Frame: that segment.</summary>
    AcknowledgesSegment,

    /// <summary>The provoking segment was chosen among several that fit; they are matched in order, first in, first out. Value: how many fit.</summary>
    MatchedInOrder,

    /// <summary>Answers a copy of an earlier segment; the copy itself passed behind the tap. Frame: the original.</summary>
    AnswersUnseenCopy,

    /// <summary>No captured segment carries the acknowledgment that this RST repeats.</summary>
    ProvokingSegmentMissing,

    /// <summary>Its sender had reset the connection before.</summary>
    SenderHadReset,

    /// <summary>Its sender answered nothing for so many retransmissions before. Value: how many.</summary>
    SilentBefore,

    /// <summary>The provoking data does not acknowledge the FIN: it was sent before its sender saw it.</summary>
    DataSentBeforeFinSeen,

    /// <summary>The provoking data acknowledges the FIN: it was written after it.</summary>
    DataSentAfterFinSeen,

    /// <summary>So long after its own FIN was acknowledged that an orphaned FIN-WAIT-2 (Linux: tcp_fin_timeout, 60 s) had run out. Value: nanoseconds.</summary>
    LongAfterFinAcknowledged,

    /// <summary>So long after its own FIN was acknowledged that an orphaned FIN-WAIT-2 had run out if tcp_fin_timeout is set as short. Value: nanoseconds.</summary>
    FinWait2MayHaveRunOut,

    /// <summary>Its IPv6 flow label is that of its sender's other segments: something of the socket was still there.</summary>
    FlowLabelIsTheConnections,

    /// <summary>Its IPv6 flow label is not that of its sender's other segments: nothing was left of the socket.</summary>
    FlowLabelDiffers,

    /// <summary>The sender of the RST had been CLOSED: its own FIN was acknowledged and it held no TIME-WAIT.</summary>
    SenderWasClosed,

    /// <summary>TIME-WAIT of the RST's sender had run out. Value: nanoseconds since it began.</summary>
    TimeWaitOver,

    /// <summary>The peer's FIN was never acknowledged by the active closer, only reset.</summary>
    FinNeverAcknowledged,

    /// <summary>Answers an ACK that a TIME-WAIT holder sent to a late segment. Frame: the ACK.</summary>
    AnswersTimeWaitAck,

    /// <summary>The ACK has IP identification 0, as those of Linux TIME-WAIT sockets do. Frame: the ACK.</summary>
    TimeWaitAckHasNoIpId,

    /// <summary>A SYN in the middle of a live connection. Frame: the SYN.</summary>
    SynInLiveConnection,

    /// <summary>The SYN in <c>Frame</c> met a socket of an earlier life of the four-tuple, of which the capture has nothing else.</summary>
    SynInUnseenLife,

    /// <summary>An earlier RST that its receiver could not accept. Frame: that RST.</summary>
    OddResetBefore,

    /// <summary>The peer's data was the last thing before the abort, and nothing answered it. Frame: the data.</summary>
    PeerDataUnanswered,

    /// <summary>Unanswered keep-alive probes before it. Value: how many.</summary>
    KeepaliveProbesUnanswered,

    /// <summary>Retransmissions unanswered before it. Value: how many.</summary>
    RetransmissionsUnanswered,

    /// <summary>Right after the handshake; the responder never said anything.</summary>
    NothingSaidByResponder,

    /// <summary>It answers the ACK that completes the handshake: the responder never took the connection. Frame: that ACK.</summary>
    HandshakeAckRejected,

    /// <summary>Its sender had sent a FIN. Frame: the FIN.</summary>
    OwnFinSent,

    /// <summary>Its sender never closed in the capture.</summary>
    SenderNeverClosed,

    /// <summary>The connection had been silent before. Value: nanoseconds.</summary>
    IdleBefore,

    /// <summary>Hop limit differs from that of its sender's other segments. Value: the difference.</summary>
    HopLimitDiffers,

    /// <summary>Its sender went on talking after it. Frame: the next segment.</summary>
    SenderTalksOn,

    /// <summary>Numbered as if its purported sender had answered a segment. Frame: that segment.</summary>
    NumberedAsAnswer,

    /// <summary>A firewall that rejects looks the same.</summary>
    FirewallLooksTheSame,

    /// <summary>Fits the sequence space of the four-tuple's earlier life, not of this one.</summary>
    FitsPreviousIncarnation,

    /// <summary>Packets cannot tell a close with unread data, SO_LINGER zero and other aborts apart.</summary>
    AbortReasonNotOnWire,

    /// <summary>Both directions were reset at once. Frame: the other RST.</summary>
    BothDirectionsReset,

    /// <summary>Its sender's last segments were keep-alive probes, and the capture shows answers, which may have been lost behind the tap.</summary>
    ProbeAnswersMayBeLost,

    /// <summary>Segments of another kind carry the acknowledgment that it repeats: it may answer a copy of one of them.</summary>
    CopyOfAnotherFits,

    /// <summary>The ACK it answers repeats the last one: doubled on the way, or what TIME-WAIT gave to a segment that the tap did not see. Frame: the ACK.</summary>
    MayAnswerTimeWaitAck,

    /// <summary>An answer to an ACK that fits no handshake, and that the tap did not see, looks the same.</summary>
    UnseenAckFits,

    /// <summary>Where its receiver follows RFC 1337 (Linux: net.ipv4.tcp_rfc1337), TIME-WAIT ignores it; that is not in the packets.</summary>
    Rfc1337NotOnWire,

    /// <summary>Data or a FIN of its receiver was captured behind it: on its way when the RST arrived, or sent because the RST was lost. Frame: that segment.</summary>
    ReceiverSpokeLater,

    /// <summary>After it both ends went on, so it took no effect. Frame: the proof.</summary>
    ConnectionLivedOn,
}

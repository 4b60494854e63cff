using System;
using System.Globalization;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The sentence for each <see cref="ReasonCode"/>. Sentences state what the frames show; what frames cannot prove is "consistent with".
/// Written into a buffer, so that a report of millions of connections makes no garbage for it.
/// </summary>
static class ReasonText
{
    /// <summary>Room for any sentence with names of a usual length; a longer one is cut.</summary>
    public const int MaxLength = 1024;

    /// <summary>Writes the sentence for <paramref name="reason"/>; returns what was written into <paramref name="buffer"/>.</summary>
    public static ReadOnlySpan<char> Format(Reason reason, InputNames names, Span<char> buffer)
    {
        var frame = new FrameText(reason.Frame, names);
        return TryWrite(reason, frame, buffer, out int length) ? buffer[..length] : TooLong(reason, buffer);
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(Reason reason, InputNames names) => new(Format(reason, names, stackalloc char[MaxLength]));

    /// <summary>As long as the codes are many: one arm each and no default arm, so that a new code does not build without its sentence.</summary>
    static bool TryWrite(Reason reason, FrameText frame, Span<char> text, out int length)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        var duration = new DurationText(reason.Value);
        long value = reason.Value;
        return reason.Code switch
        {
            ReasonCode.SecondFinAcknowledgesFirst =>
                text.TryWrite(culture, $"The second FIN ({frame}) acknowledges the first, so its sender knew of it.", out length),
            ReasonCode.FirstFinAcknowledgedBeforeSecond =>
                text.TryWrite(culture, $"The first FIN was acknowledged ({frame}) before the other side sent its own.", out length),
            ReasonCode.FinsCrossed =>
                text.TryWrite(culture, $"The FINs crossed: the second ({frame}) does not acknowledge the first, nor the first the second.", out length),
            ReasonCode.FirstFinLost =>
                text.TryWrite(culture, $"The first FIN was lost on the way and sent again ({frame}); the other side sent its FIN without knowing of it.", out length),
            ReasonCode.FirstFinTransmissionMissing =>
                text.TryWrite(culture, $"A FIN's first transmission is not in the capture; {frame} shows that it had been sent.", out length),
            ReasonCode.OnlyOneFin =>
                text.TryWrite(culture, $"Only one side sent a FIN; the capture has none of the other.", out length),
            ReasonCode.LastAckMissing =>
                text.TryWrite(culture, $"The ACK of the last FIN is not in the capture.", out length),
            ReasonCode.LastFinResetOnly =>
                text.TryWrite(culture, $"The last FIN was answered by a RST only ({frame}).", out length),
            ReasonCode.EndedByReset =>
                text.TryWrite(culture, $"A RST ended the connection ({frame}).", out length),
            ReasonCode.ResetIsAnAnswer =>
                text.TryWrite(culture, $"The RST ({frame}) answers a segment; its sender did not choose to close at that moment.", out length),
            ReasonCode.ResetIsInjected =>
                text.TryWrite(culture, $"The RST ({frame}) does not fit the endpoint in whose name it came; neither endpoint is seen to close.", out length),
            ReasonCode.FinAndResetCrossed =>
                text.TryWrite(culture, $"A FIN and a RST ({frame}) crossed: neither side knew of the other's end.", out length),
            ReasonCode.SynRefused =>
                text.TryWrite(culture, $"A RST answered the SYN ({frame}).", out length),
            ReasonCode.SynUnanswered =>
                text.TryWrite(culture, $"The SYN was sent {value} {(value == 1 ? "time" : "times")}, and nothing answered it.", out length),
            ReasonCode.HandshakeIncomplete =>
                text.TryWrite(culture, $"The SYN-ACK ({frame}) was never acknowledged.", out length),
            ReasonCode.NoCloseInCapture =>
                text.TryWrite(culture, $"Neither FIN nor RST in the capture; the last segment came {duration} before its end.", out length),
            ReasonCode.NoHandshake =>
                text.TryWrite(culture, $"The handshake is not in the capture: who opened the connection is a guess from the ports.", out length),
            ReasonCode.ConnectedToItself =>
                text.TryWrite(culture, $"Both ends are one socket: it connected to its own address and port, and what it sends comes back to it.", out length),
            ReasonCode.OneSided =>
                text.TryWrite(culture, $"Only one direction was captured.", out length),
            ReasonCode.MissingBytes =>
                text.TryWrite(culture, $"The capture lacks {value} {(value == 1 ? "octet" : "octets")} of data that were acknowledged.", out length),
            ReasonCode.FinBeyondGap =>
                text.TryWrite(culture, $"The FIN ({frame}) lies behind data that the capture lacks.", out length),
            ReasonCode.FinMayBeInGap =>
                text.TryWrite(culture, $"The capture lacks something that was sent before {frame}; a FIN may be in it.", out length),
            ReasonCode.Evicted =>
                text.TryWrite(culture, $"The record was closed early, at the limit of connections held at once; what came later is not in it.", out length),
            ReasonCode.LooksLikeAbort =>
                text.TryWrite(culture, $"RST with ACK at its sender's next sequence number, with options or a window: consistent with an endpoint that aborts.", out length),
            ReasonCode.AnswersSegment =>
                text.TryWrite(culture, $"RST without ACK whose sequence number repeats the acknowledgment of {frame}: it answers that segment.", out length),
            ReasonCode.AcknowledgesSegment =>
                text.TryWrite(culture, $"RST that acknowledges exactly {frame}, which had no ACK: it answers that segment.", out length),
            ReasonCode.MatchedInOrder =>
                text.TryWrite(culture, $"{value} segments fit as the one it answers; they are matched to the RSTs in order, first in, first out.", out length),
            ReasonCode.AnswersUnseenCopy =>
                text.TryWrite(culture, $"Consistent with an answer to a late copy of {frame}; the copy itself is not in the capture.", out length),
            ReasonCode.ProvokingSegmentMissing =>
                text.TryWrite(culture, $"No captured segment carries the acknowledgment that this RST repeats.", out length),
            ReasonCode.SenderHadReset =>
                text.TryWrite(culture, $"Its sender had reset the connection before.", out length),
            ReasonCode.SilentBefore =>
                text.TryWrite(culture, $"Its sender had answered none of {value} {(value == 1 ? "retransmission" : "retransmissions")} before.", out length),
            ReasonCode.DataSentBeforeFinSeen =>
                text.TryWrite(culture, $"The data that provoked it does not acknowledge the FIN: it was sent before its sender had seen the FIN.", out length),
            ReasonCode.DataSentAfterFinSeen =>
                text.TryWrite(culture, $"The data that provoked it acknowledges the FIN: it was sent after its sender had seen the FIN.", out length),
            ReasonCode.LongAfterFinAcknowledged =>
                text.TryWrite(culture, $"It came {duration} after its sender's FIN was acknowledged: consistent with an orphaned FIN-WAIT-2 that had run out.", out length),
            ReasonCode.FinWait2MayHaveRunOut =>
                text.TryWrite(culture, $"It came {duration} after its sender's FIN was acknowledged: where tcp_fin_timeout is shorter, FIN-WAIT-2 had run out, and packets do not show which.", out length),
            ReasonCode.FlowLabelIsTheConnections =>
                text.TryWrite(culture, $"Its flow label is that of its sender's other segments: consistent with a socket that is still in FIN-WAIT.", out length),
            ReasonCode.FlowLabelDiffers =>
                text.TryWrite(culture, $"Its flow label is not that of its sender's other segments: consistent with a stack that has no socket left.", out length),
            ReasonCode.SenderWasClosed =>
                text.TryWrite(culture, $"Its sender was CLOSED: its own FIN had been acknowledged and it held no TIME-WAIT.", out length),
            ReasonCode.TimeWaitOver =>
                text.TryWrite(culture, $"Its sender's TIME-WAIT had begun {duration} before and had run out.", out length),
            ReasonCode.FinNeverAcknowledged =>
                text.TryWrite(culture, $"The side that closed first never acknowledged the peer's FIN, it only reset it: consistent with a TIME-WAIT that was not kept.", out length),
            ReasonCode.AnswersTimeWaitAck =>
                text.TryWrite(culture, $"It answers the ACK ({frame}) that a holder of TIME-WAIT sent to a late segment (RFC 1337).", out length),
            ReasonCode.TimeWaitAckHasNoIpId =>
                text.TryWrite(culture, $"That ACK ({frame}) has IP identification 0: consistent with a Linux socket in TIME-WAIT.", out length),
            ReasonCode.SynInLiveConnection =>
                text.TryWrite(culture, $"A SYN ({frame}) came in the middle of a live connection.", out length),
            ReasonCode.SynInUnseenLife =>
                text.TryWrite(culture, $"The SYN ({frame}) met a socket that the peer still held from an earlier connection, which is not in the capture: open, or in TIME-WAIT.", out length),
            ReasonCode.OddResetBefore =>
                text.TryWrite(culture, $"An earlier RST ({frame}) could not be accepted by its receiver.", out length),
            ReasonCode.PeerDataUnanswered =>
                text.TryWrite(culture, $"The peer's data ({frame}) was the last thing before it and drew no answer: consistent with a close with unread data.", out length),
            ReasonCode.KeepaliveProbesUnanswered =>
                text.TryWrite(culture, $"{value} keep-alive {(value == 1 ? "probe" : "probes")} before it went unanswered.", out length),
            ReasonCode.RetransmissionsUnanswered =>
                text.TryWrite(culture, $"{value} {(value == 1 ? "retransmission" : "retransmissions")} before it went unanswered.", out length),
            ReasonCode.NothingSaidByResponder =>
                text.TryWrite(culture, $"It came right after the handshake, and the responder had sent no data: consistent with a listener that was closed.", out length),
            ReasonCode.HandshakeAckRejected =>
                text.TryWrite(culture, $"It answers the ACK ({frame}) that completes the handshake: consistent with a full accept queue (Linux: tcp_abort_on_overflow) or a listener just closed.", out length),
            ReasonCode.OwnFinSent =>
                text.TryWrite(culture, $"Its sender had sent a FIN before ({frame}).", out length),
            ReasonCode.SenderNeverClosed =>
                text.TryWrite(culture, $"Its sender never closed in the capture: consistent with a restart, lost state, or the idle timeout of a middlebox.", out length),
            ReasonCode.IdleBefore =>
                text.TryWrite(culture, $"The connection had been silent for {duration} before.", out length),
            ReasonCode.HopLimitDiffers =>
                text.TryWrite(culture, $"Its hop limit differs by {value} from that of its sender's other segments.", out length),
            ReasonCode.SenderTalksOn =>
                text.TryWrite(culture, $"The endpoint in whose name it came went on talking ({frame}).", out length),
            ReasonCode.NumberedAsAnswer =>
                text.TryWrite(culture, $"It is numbered as an answer to {frame}, which that endpoint did not give.", out length),
            ReasonCode.FirewallLooksTheSame =>
                text.TryWrite(culture, $"A firewall that rejects connections looks the same.", out length),
            ReasonCode.FitsPreviousIncarnation =>
                text.TryWrite(culture, $"Its numbers fit an earlier life of the four-tuple, not this one.", out length),
            ReasonCode.AbortReasonNotOnWire =>
                text.TryWrite(culture, $"Packets cannot tell a close with unread data, SO_LINGER with timeout zero and an administrator's kill apart.", out length),
            ReasonCode.BothDirectionsReset =>
                text.TryWrite(culture, $"Both directions were reset at once (the other RST: {frame}): consistent with a middlebox.", out length),
            ReasonCode.ProbeAnswersMayBeLost =>
                text.TryWrite(culture, $"Keep-alive probes were the last that its sender sent; the answers in the capture may not have reached it.", out length),
            ReasonCode.CopyOfAnotherFits =>
                text.TryWrite(culture, $"Segments of another kind carry the same acknowledgment: a copy of one of them would draw the same RST.", out length),
            ReasonCode.MayAnswerTimeWaitAck =>
                text.TryWrite(culture, $"That ACK ({frame}) repeats the last one: doubled on the way, or given by TIME-WAIT to a segment that did not pass the tap.", out length),
            ReasonCode.UnseenAckFits =>
                text.TryWrite(culture, $"An answer to an ACK that fits no handshake, and did not pass the tap, would look the same.", out length),
            ReasonCode.Rfc1337NotOnWire =>
                text.TryWrite(culture, $"Where net.ipv4.tcp_rfc1337 is set, TIME-WAIT ignores it; packets do not show the setting.", out length),
            ReasonCode.ReceiverSpokeLater =>
                text.TryWrite(culture, $"Its receiver's {frame} was captured behind it: on its way when the RST arrived, or sent because the RST was lost.", out length),
            ReasonCode.ConnectionLivedOn =>
                text.TryWrite(culture, $"Both ends went on after it ({frame}), so it had no effect.", out length),
        };
    }

    /// <summary>A sentence that does not fit, because a file's name is absurdly long, keeps its meaning without the name.</summary>
    static ReadOnlySpan<char> TooLong(Reason reason, Span<char> buffer)
    {
        buffer.TryWrite(CultureInfo.InvariantCulture, $"{reason.Code} (frame {reason.Frame.Number}, value {reason.Value})", out int length);
        return buffer[..length];
    }
}

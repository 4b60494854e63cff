using System;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Wording;

/// <summary>
/// The sentence for each <see cref="ReasonCode"/>. Sentences state what the frames show; what frames cannot prove is "consistent with".
/// Written into a buffer, so that a report of millions of connections makes no garbage for it.
/// </summary>
static class ReasonText
{
    /// <summary>Characters of the longest sentence that is written whole: any with a file's name of a usual length.</summary>
    public const int MaxLength = 1024;

    /// <summary>Room for any sentence without the name of a file, octets.</summary>
    public const int Room = 512;

    /// <summary>
    /// Writes the sentence for <paramref name="reason"/>, UTF-8 without quotes and backslashes; returns what was written into <paramref name="buffer"/> (at least
    /// <see cref="Room"/> and the octets of <paramref name="file"/>).
    /// </summary>
    /// <param name="reason">The reason.</param>
    /// <param name="file">The file of its frame, escaped as the sentence's reader needs it.</param>
    /// <param name="buffer">Where the sentence goes.</param>
    public static ReadOnlySpan<byte> Format(in Reason reason, FileInSentence file, Span<byte> buffer)
    {
        var sentence = new Sentence(buffer);
        ReadOnlySpan<byte> rest = Of(reason.Code);
        for (int mark = rest.IndexOf((byte)'{'); mark >= 0; mark = rest.IndexOf((byte)'{'))
        {
            sentence.Add(rest[..mark]);
            int end = rest.IndexOf((byte)'}');
            sentence.AddMarked(rest[(mark + 1)..end], reason, file);
            rest = rest[(end + 1)..];
        }
        sentence.Add(rest);
        return sentence.Characters <= MaxLength ? sentence.Written : TooLong(reason, buffer);
    }

    /// <summary>The same as a string.</summary>
    public static string ToText(Reason reason, InputNames names)
    {
        if (!names.Several || names.Of(reason.Frame) is not { } name) { return Encoding.UTF8.GetString(Format(reason, default, stackalloc byte[Room])); }
        string cleaned = Sanitizer.Clean(name);
        byte[] octets = Encoding.UTF8.GetBytes(cleaned);
        return Encoding.UTF8.GetString(Format(reason, new FileInSentence(octets, cleaned.Length), new byte[Room + octets.Length]));
    }

    /// <summary>
    /// As long as the codes are many: one arm each and no default arm, so that a new code does not build without its sentence. In braces stands what <see cref="Sentence.AddMarked"/>
    /// knows: the frame, the value as a number or a duration, or a word for one and a word for several.
    /// </summary>
    static ReadOnlySpan<byte> Of(ReasonCode code) => code switch
    {
        ReasonCode.SecondFinAcknowledgesFirst => "The second FIN ({frame}) acknowledges the first, so its sender knew of it."u8,
        ReasonCode.FirstFinAcknowledgedBeforeSecond => "The first FIN was acknowledged ({frame}) before the other side sent its own."u8,
        ReasonCode.FinsCrossed => "The FINs crossed: the second ({frame}) does not acknowledge the first, nor the first the second."u8,
        ReasonCode.FirstFinLost => "The first FIN was lost on the way and sent again ({frame}); the other side sent its FIN without knowing of it."u8,
        ReasonCode.FirstFinTransmissionMissing => "A FIN's first transmission is not in the capture; {frame} shows that it had been sent."u8,
        ReasonCode.OnlyOneFin => "Only one side sent a FIN; the capture has none of the other."u8,
        ReasonCode.LastAckMissing => "The ACK of the last FIN is not in the capture."u8,
        ReasonCode.LastFinResetOnly => "The last FIN was answered by a RST only ({frame})."u8,
        ReasonCode.EndedByReset => "A RST ended the connection ({frame})."u8,
        ReasonCode.ResetIsAnAnswer => "The RST ({frame}) answers a segment; its sender did not choose to close at that moment."u8,
        ReasonCode.ResetIsInjected => "The RST ({frame}) does not fit the endpoint in whose name it came; neither endpoint is seen to close."u8,
        ReasonCode.FinAndResetCrossed => "A FIN and a RST ({frame}) crossed: neither side knew of the other's end."u8,
        ReasonCode.SynRefused => "A RST answered the SYN ({frame})."u8,
        ReasonCode.SynUnanswered => "The SYN was sent {value} {time|times}, and nothing answered it."u8,
        ReasonCode.HandshakeIncomplete => "The SYN-ACK ({frame}) was never acknowledged."u8,
        ReasonCode.NoCloseInCapture => "Neither FIN nor RST in the capture; the last segment came {duration} before its end."u8,
        ReasonCode.NoHandshake => "The handshake is not in the capture: who opened the connection is a guess from the ports."u8,
        ReasonCode.ConnectedToItself => "Both ends are one socket: it connected to its own address and port, and what it sends comes back to it."u8,
        ReasonCode.OneSided => "Only one direction was captured."u8,
        ReasonCode.MissingBytes => "The capture lacks {value} {octet|octets} of data that were acknowledged."u8,
        ReasonCode.FinBeyondGap => "The FIN ({frame}) lies behind data that the capture lacks."u8,
        ReasonCode.FinMayBeInGap => "The capture lacks something that was sent before {frame}; a FIN may be in it."u8,
        ReasonCode.Evicted => "The record was closed early, at the limit of connections held at once; what came later is not in it."u8,
        ReasonCode.LooksLikeAbort => "RST with ACK at its sender's next sequence number, with options or a window: consistent with an endpoint that aborts."u8,
        ReasonCode.AnswersSegment => "RST without ACK whose sequence number repeats the acknowledgment of {frame}: it answers that segment."u8,
        ReasonCode.AcknowledgesSegment => "RST that acknowledges exactly {frame}, which had no ACK: it answers that segment."u8,
        ReasonCode.MatchedInOrder => "{value} segments fit as the one it answers; they are matched to the RSTs in order, first in, first out."u8,
        ReasonCode.AnswersUnseenCopy => "Consistent with an answer to a late copy of {frame}; the copy itself is not in the capture."u8,
        ReasonCode.ProvokingSegmentMissing => "No captured segment carries the acknowledgment that this RST repeats."u8,
        ReasonCode.SenderHadReset => "Its sender had reset the connection before."u8,
        ReasonCode.SilentBefore => "Its sender had answered none of {value} {retransmission|retransmissions} before."u8,
        ReasonCode.DataSentBeforeFinSeen => "The data that provoked it does not acknowledge the FIN: it was sent before its sender had seen the FIN."u8,
        ReasonCode.DataSentAfterFinSeen => "The data that provoked it acknowledges the FIN: it was sent after its sender had seen the FIN."u8,
        ReasonCode.LongAfterFinAcknowledged => "It came {duration} after its sender's FIN was acknowledged: consistent with an orphaned FIN-WAIT-2 that had run out."u8,
        ReasonCode.FinWait2MayHaveRunOut => "It came {duration} after its sender's FIN was acknowledged: where tcp_fin_timeout is shorter, FIN-WAIT-2 had run out, and packets do not show which."u8,
        ReasonCode.FlowLabelIsTheConnections => "Its flow label is that of its sender's other segments: consistent with a socket that is still in FIN-WAIT."u8,
        ReasonCode.FlowLabelDiffers => "Its flow label is not that of its sender's other segments: consistent with a stack that has no socket left."u8,
        ReasonCode.SenderWasClosed => "Its sender was CLOSED: its own FIN had been acknowledged and it held no TIME-WAIT."u8,
        ReasonCode.TimeWaitOver => "Its sender's TIME-WAIT had begun {duration} before and had run out."u8,
        ReasonCode.FinNeverAcknowledged => "The side that closed first never acknowledged the peer's FIN, it only reset it: consistent with a TIME-WAIT that was not kept."u8,
        ReasonCode.AnswersTimeWaitAck => "It answers the ACK ({frame}) that a holder of TIME-WAIT sent to a late segment (RFC 1337)."u8,
        ReasonCode.TimeWaitAckHasNoIpId => "That ACK ({frame}) has IP identification 0: consistent with a Linux socket in TIME-WAIT."u8,
        ReasonCode.SynInLiveConnection => "A SYN ({frame}) came in the middle of a live connection."u8,
        ReasonCode.SynInUnseenLife => "The SYN ({frame}) met a socket that the peer still held from an earlier connection, which is not in the capture: open, or in TIME-WAIT."u8,
        ReasonCode.OddResetBefore => "An earlier RST ({frame}) could not be accepted by its receiver."u8,
        ReasonCode.PeerDataUnanswered => "The peer's data ({frame}) was the last thing before it and drew no answer: consistent with a close with unread data."u8,
        ReasonCode.KeepaliveProbesUnanswered => "{value} keep-alive {probe|probes} before it went unanswered."u8,
        ReasonCode.RetransmissionsUnanswered => "{value} {retransmission|retransmissions} before it went unanswered."u8,
        ReasonCode.NothingSaidByResponder => "It came right after the handshake, and the responder had sent no data: consistent with a listener that was closed."u8,
        ReasonCode.HandshakeAckRejected => "It answers the ACK ({frame}) that completes the handshake: consistent with a full accept queue (Linux: tcp_abort_on_overflow) or a listener just closed."u8,
        ReasonCode.OwnFinSent => "Its sender had sent a FIN before ({frame})."u8,
        ReasonCode.SenderNeverClosed => "Its sender never closed in the capture: consistent with a restart, lost state, or the idle timeout of a middlebox."u8,
        ReasonCode.IdleBefore => "The connection had been silent for {duration} before."u8,
        ReasonCode.HopLimitDiffers => "Its hop limit differs by {value} from that of its sender's other segments."u8,
        ReasonCode.SenderTalksOn => "The endpoint in whose name it came went on talking ({frame})."u8,
        ReasonCode.NumberedAsAnswer => "It is numbered as an answer to {frame}, which that endpoint did not give."u8,
        ReasonCode.FirewallLooksTheSame => "A firewall that rejects connections looks the same."u8,
        ReasonCode.FitsPreviousIncarnation => "Its numbers fit an earlier life of the four-tuple, not this one."u8,
        ReasonCode.AbortReasonNotOnWire => "Packets cannot tell a close with unread data, SO_LINGER with timeout zero and an administrator's kill apart."u8,
        ReasonCode.BothDirectionsReset => "Both directions were reset at once (the other RST: {frame}): consistent with a middlebox."u8,
        ReasonCode.ProbeAnswersMayBeLost => "Keep-alive probes were the last that its sender sent; the answers in the capture may not have reached it."u8,
        ReasonCode.CopyOfAnotherFits => "Segments of another kind carry the same acknowledgment: a copy of one of them would draw the same RST."u8,
        ReasonCode.MayAnswerTimeWaitAck => "That ACK ({frame}) repeats the last one: doubled on the way, or given by TIME-WAIT to a segment that did not pass the tap."u8,
        ReasonCode.UnseenAckFits => "An answer to an ACK that fits no handshake, and did not pass the tap, would look the same."u8,
        ReasonCode.Rfc1337NotOnWire => "Where net.ipv4.tcp_rfc1337 is set, TIME-WAIT ignores it; packets do not show the setting."u8,
        ReasonCode.ReceiverSpokeLater => "Its receiver's {frame} was captured behind it: on its way when the RST arrived, or sent because the RST was lost."u8,
        ReasonCode.ConnectionLivedOn => "Both ends went on after it ({frame}), so it had no effect."u8,
    };

    /// <summary>A sentence that does not fit, because a file's name is absurdly long, keeps its meaning without the name.</summary>
    static ReadOnlySpan<byte> TooLong(in Reason reason, Span<byte> buffer)
    {
        Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{reason.Code} (frame {reason.Frame.Number}, value {reason.Value})", out int length);
        return buffer[..length];
    }
}

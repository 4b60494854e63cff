using System.Collections.Generic;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>What tracking saw in a segment, in words.</summary>
static class FactNotes
{
    /// <summary>The facts of one segment. TIME-WAIT's beginning and end stand with the verdict, which knows the frame that shows them.</summary>
    public static List<RungNote> Of(Rung rung, in ConnectionReport report, InputNames names)
    {
        List<RungNote> notes = [];
        if (rung.IsOddSyn) { notes.Add(new("a SYN in the middle of this connection", Tone.Caution)); }
        AddIf(SegmentFacts.Duplicate, "captured before: another copy of the same segment", Tone.Faint);
        AddIf(SegmentFacts.Stray, "belongs to an earlier life of the four-tuple", Tone.Caution);
        AddIf(SegmentFacts.SynRepeated, "SYN sent again", Tone.Caution);
        AddIf(SegmentFacts.Establishes, report.InitiatorKnown ? "handshake complete" : "established before the capture began", Tone.Good);
        AddIf(SegmentFacts.KeepAliveProbe, "keep-alive probe", Tone.Caution);
        if (rung.Segment.PayloadLength > 0) { AddIf(SegmentFacts.Retransmission, "sent again", Tone.Caution); }
        AddIf(SegmentFacts.BehindGap, "octets before it are not in the capture so far", Tone.Caution);
        AddIf(SegmentFacts.FillsGap, "fills a gap", Tone.Plain);
        if ((rung.Facts & SegmentFacts.FirstFin) != 0) { notes.Add(new(CloseOf(rung.From, report.Close), Tone.Strong)); }
        AddIf(SegmentFacts.FinRepeated, "FIN sent again", Tone.Caution);
        if ((rung.Facts & SegmentFacts.AcknowledgesFin) != 0) { notes.Add(new(AcknowledgedBy(rung.From, report.Close, names), Tone.Plain)); }
        AddIf(SegmentFacts.SenderRestartsTimeWait, $"the {Words.Of(rung.From)}'s TIME-WAIT starts again", Tone.Caution);
        AddIf(SegmentFacts.ReceiverRestartsTimeWait, $"the {Words.Of(Other(rung.From))}'s TIME-WAIT starts again", Tone.Caution);
        AddIf(SegmentFacts.EndsConnection, rung.Segment.Has(TcpControl.Rst) ? "the connection ends here" : "both FINs are acknowledged: the connection ends here", Tone.Plain);
        return notes;

        void AddIf(SegmentFacts fact, string text, Tone tone)
        {
            if ((rung.Facts & fact) != 0) { notes.Add(new(text, tone)); }
        }
    }

    static string CloseOf(Role from, CloseReport close) => (close.ActiveCloser, from) switch
    {
        (ActiveCloser.Both, _) => "simultaneous close: neither knew of the other's FIN",
        (ActiveCloser.Initiator, Role.Initiator) or (ActiveCloser.Responder, Role.Responder) => "active close",
        (ActiveCloser.Initiator, Role.Responder) or (ActiveCloser.Responder, Role.Initiator) => "passive close",
        (ActiveCloser.None, _) => "closes its direction",
    };

    static string AcknowledgedBy(Role from, CloseReport close, InputNames names)
    {
        FinReport? fin = from == Role.Initiator ? close.ResponderFin : close.InitiatorFin;
        return fin is { } sent ? $"acknowledges the FIN in {new FrameText(sent.Frame, names)}" : "acknowledges the FIN";
    }

    static Role Other(Role role) => role == Role.Initiator ? Role.Responder : Role.Initiator;
}

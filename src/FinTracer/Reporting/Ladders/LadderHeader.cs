using System.Collections.Generic;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>The verdict in a few lines above a ladder, and what comes after its last segment.</summary>
static class LadderHeader
{
    /// <summary>Name, value and weight of each line.</summary>
    public static IEnumerable<(string Name, string Value, Tone Tone)> Of(ConnectionReport report, InputNames names)
    {
        CloseReport close = report.Close;
        yield return ("connection", Title(report), Tone.Strong);
        yield return ("captured", Captured(report, names), Tone.Plain);
        yield return ("sent", $"initiator {Sent(report.InitiatorSent)}; responder {Sent(report.ResponderSent)}", Tone.Plain);
        yield return ("ended", Ended(close), ConnectionRows.ToneOf(close.Kind));
        foreach (Reason reason in close.Reasons) { yield return ("", ReasonText.ToText(reason, names), Tone.Faint); }
        foreach (TimeWaitReport timeWait in report.TimeWait) { yield return ("TIME-WAIT", Of(timeWait, names), Tone.Caution); }
        if (report.ResetCount > 0) { yield return ("resets", Resets(report, names), Tone.Bad); }
        if (report.LateSegmentCount > 0) { yield return ("late", $"{ShortText.Count(report.LateSegmentCount)} {(report.LateSegmentCount == 1 ? "segment" : "segments")} after the close", Tone.Caution); }
        if (report.Reuse is { } reuse) { yield return ("reuse", Of(reuse, names), Tone.Plain); }
        if (report.Evicted) { yield return ("note", "left early, at the limit of connections held at once: see --max-connections", Tone.Caution); }
        yield return ("Wireshark", WiresharkFilter.ToText(report), Tone.Faint);
    }

    /// <summary>A TIME-WAIT that ran out without a frame to show it: the two MSL of the RFC's figure 12.</summary>
    public static IEnumerable<(string Text, TcpState Initiator, TcpState Responder)> AfterTheLastSegment(ConnectionReport report)
    {
        foreach (TimeWaitReport timeWait in report.TimeWait)
        {
            if (timeWait is { Ended: TimeWaitEnding.Expired, EndedTimeNs: { } ended })
            {
                string after = ended > report.LastTimeNs ? $"{new DurationText(ended - report.LastTimeNs)} later " : "";
                yield return ($"({after}TIME-WAIT over)", report.InitiatorState, report.ResponderState);
            }
        }
    }

    public static string Title(in ConnectionReport report)
    {
        string guess = report.InitiatorKnown ? "" : " (who opened it is a guess)";
        string life = report.Incarnation > 1 ? $", life {report.Incarnation} of its four-tuple" : "";
        return $"{ShortText.Count(report.Id)}: {AddressText.ToText(report.Initiator)} to {AddressText.ToText(report.Responder)}{life}{guess}";
    }

    public static string Ended(CloseReport close) => close.ActiveCloser switch
    {
        ActiveCloser.None => $"{ShortText.Of(close.Kind)} ({Words.Of(close.Confidence)})",
        ActiveCloser.Both => $"{ShortText.Of(close.Kind)}: both closed at once ({Words.Of(close.Confidence)})",
        _ => $"{ShortText.Of(close.Kind)}: the {ShortText.Of(close.ActiveCloser)} closed first ({Words.Of(close.Confidence)})",
    };

    static string Captured(in ConnectionReport report, InputNames names)
    {
        string where = report.Vantage switch
        {
            Vantage.Unknown => "at an unknown place",
            Vantage.Middle => "between the two",
            Vantage.Initiator or Vantage.Responder => $"at the {Words.Of(report.Vantage)}",
        };
        string frames = names.Several
            ? $"{new FrameText(report.FirstFrame, names)} to {new FrameText(report.LastFrame, names)}"
            : $"frames {report.FirstFrame.Number} to {report.LastFrame.Number}";
        return $"{where}; {frames}, from {Rfc3339.ToText(report.FirstTimeNs)}, {new DurationText(report.LastTimeNs - report.FirstTimeNs)}";
    }

    static string Sent(SenderCounts sent)
    {
        string text = $"{ShortText.Count(sent.Segments)} {(sent.Segments == 1 ? "segment" : "segments")}, {OctetsText.Of(sent.PayloadBytes)}";
        if (sent.RetransmittedSegments > 0) { text += $", {ShortText.Count(sent.RetransmittedSegments)} sent again"; }
        return sent.MissingBytes > 0 ? text + $", {OctetsText.Of(sent.MissingBytes)} not captured" : text;
    }

    static string Of(TimeWaitReport timeWait, InputNames names)
    {
        string holder = Words.Of(timeWait.Holder);
        string restarts = timeWait.Restarts > 0 ? $", started again {(timeWait.Restarts == 1 ? "once" : $"{timeWait.Restarts} times")}" : "";
        string end = timeWait.Ended switch
        {
            TimeWaitEnding.NeverKept => "",
            TimeWaitEnding.Open => "still held when the capture ends",
            TimeWaitEnding.Expired => "ran its time",
            TimeWaitEnding.Reused => $"ended by a new connection on the four-tuple ({new FrameText(timeWait.EndedFrame, names)})",
            TimeWaitEnding.Assassinated => $"ended by a RST ({new FrameText(timeWait.EndedFrame, names)})",
        };
        string held = timeWait.Confidence == Confidence.Certain ? "held" : $"{Words.Of(timeWait.Confidence)} held";
        return end.Length == 0
            ? $"the {holder} should have held it and did not"
            : $"{held} by the {holder} from {new FrameText(timeWait.EnteredFrame, names)}{restarts}; {end}";
    }

    static string Resets(in ConnectionReport report, InputNames names)
    {
        var texts = new List<string>();
        foreach (ResetReport reset in report.Resets)
        {
            if (texts.Count == 3)
            {
                texts.Add($"{ShortText.Count(report.ResetCount - 3)} more");
                break;
            }
            texts.Add($"{ShortText.Of(reset.Cause)} by the {Words.Of(reset.From)} ({new FrameText(reset.Frame, names)})");
        }
        return string.Join("; ", texts);
    }

    static string Of(ReuseReport reuse, InputNames names)
    {
        string old = $"the {Words.Of(reuse.By)} opened the four-tuple again, whose earlier life began with {new FrameText(reuse.PreviousFirstFrame, names)}";
        return reuse.TimeWaitHolder is { } holder ? $"{old} and which the {Words.Of(holder)} still held in TIME-WAIT" : old;
    }
}

using System.Collections.Generic;
using FinTracer.Capture;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>What is to be said of each segment: what tracking saw in it, and every part of the verdict that names its frame.</summary>
sealed class VerdictNotes
{
    readonly ConnectionReport _report;
    readonly InputNames _names;
    readonly Dictionary<FrameId, List<RungNote>> _byFrame = [];
    readonly HashSet<FrameId> _named = [];
    readonly HashSet<(FrameId Late, FrameId Reset)> _lateAnswers = [];

    public VerdictNotes(in ConnectionReport report, InputNames names)
    {
        _report = report;
        _names = names;
        foreach (LateSegmentReport late in report.LateSegments) { AddLate(late); }
        foreach (TimeWaitReport timeWait in report.TimeWait) { AddTimeWait(timeWait); }
        foreach (ResetReport reset in report.Resets) { AddReset(reset); }
        Name(report.Close.InitiatorFin);
        Name(report.Close.ResponderFin);
    }

    /// <summary>True when the verdict speaks of a frame, so that it must not be folded away.</summary>
    public bool Names(FrameId frame) => _named.Contains(frame);

    /// <summary>The notes of a segment, the facts first.</summary>
    public List<RungNote> Of(Rung rung)
    {
        List<RungNote> notes = FactNotes.Of(rung, _report, _names);
        if (_byFrame.TryGetValue(rung.Segment.Frame, out List<RungNote>? verdict)) { notes.AddRange(verdict); }
        return notes;
    }

    void AddLate(LateSegmentReport late)
    {
        string drew = late.Answer switch
        {
            LateSegmentAnswer.Nothing => "drew no answer",
            LateSegmentAnswer.Ack => $"drew the ACK in {Text(late.AnswerFrame)}",
            LateSegmentAnswer.Rst => $"drew the RST in {Text(late.AnswerFrame)}",
        };
        Add(late.Frame, new($"late by {new DurationText(late.LateByNs)}: {Words.Of(late.Kind).Replace('_', ' ')} after the close, {drew}", Tone.Caution));
        _named.Add(late.AnswerFrame);
        if (late.Answer == LateSegmentAnswer.Rst) { _lateAnswers.Add((late.Frame, late.AnswerFrame)); }
    }

    void AddReset(ResetReport reset)
    {
        string detail = Words.Of(reset.Detail) is { } word ? $" ({word.Replace('_', ' ')})" : "";
        Add(reset.Frame, new($"RST: {ShortText.Of(reset.Cause)}{detail}, {Words.Of(reset.Confidence)}; effect: {Words.Of(reset.Effect).Replace('_', ' ')}", Tone.Bad));
        if (reset.ProvokedByFrame.IsSome)
        {
            Add(reset.Frame, new($"provoked by {Text(reset.ProvokedByFrame)}", Tone.Plain, IsReason: true));
            if (!_lateAnswers.Contains((reset.ProvokedByFrame, reset.Frame))) { Add(reset.ProvokedByFrame, new($"provokes the RST in {Text(reset.Frame)}", Tone.Bad)); }
        }
        foreach (Reason reason in reset.Reasons) { Add(reset.Frame, new(ReasonText.ToText(reason, _names), Tone.Faint, IsReason: true)); }
        if (reset.LinuxResetReason is { } linux) { Add(reset.Frame, new($"Linux calls it {linux}", Tone.Faint, IsReason: true)); }
    }

    void AddTimeWait(TimeWaitReport timeWait)
    {
        string holder = Words.Of(timeWait.Holder);
        if (timeWait.EnteredFrame.IsSome && timeWait.EnteredTimeNs is { } entered)
        {
            Add(timeWait.EnteredFrame, new($"{holder} holds TIME-WAIT from here{Interval(timeWait, entered)}", Tone.Strong));
        }
        if (timeWait.EndedFrame.IsSome)
        {
            Add(timeWait.EndedFrame, new($"ends the {holder}'s TIME-WAIT ({Words.Of(timeWait.Ended).Replace('_', ' ')})", Tone.Caution));
        }
    }

    /// <summary>How far the vantage leaves the moment open.</summary>
    static string Interval(TimeWaitReport timeWait, long enteredNs)
    {
        long before = enteredNs - (timeWait.EarliestTimeNs ?? enteredNs), after = (timeWait.LatestTimeNs ?? enteredNs) - enteredNs;
        return (before, after) switch
        {
            (0, 0) => "",
            (0, _) => $" (at most {new DurationText(after)} later)",
            (_, 0) => $" (at most {new DurationText(before)} earlier)",
            _ => $" (at most {new DurationText(before)} earlier, {new DurationText(after)} later)",
        };
    }

    FrameText Text(FrameId frame) => new(frame, _names);

    void Name(FinReport? fin)
    {
        if (fin is { } sent)
        {
            _named.Add(sent.Frame);
            _named.Add(sent.AckedFrame);
        }
    }

    void Add(FrameId frame, RungNote note)
    {
        if (!_byFrame.TryGetValue(frame, out List<RungNote>? notes)) { _byFrame.Add(frame, notes = []); }
        notes.Add(note);
        _named.Add(frame);
    }
}

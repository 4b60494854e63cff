using System;
using System.Collections.Generic;
using System.Globalization;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Annotations;

/// <summary>
/// What is to be said beside each frame that decided something: the FINs and their acknowledgments, entry, restarts and end of TIME-WAIT, every RST with what
/// provoked it, every late segment. Collected while a capture is analysed. All words are our own; addresses are the only data in them.
/// </summary>
sealed class FrameComments : ISegmentListener
{
    readonly Dictionary<long, List<string>> _comments = [];

    /// <summary>Frames that have a comment.</summary>
    public int Count => _comments.Count;

    /// <summary>The comments of a frame, in the order in which the story goes; empty for most.</summary>
    public IReadOnlyList<string> Of(long frame) => _comments.TryGetValue(frame, out List<string>? comments) ? comments : [];

    /// <summary>Puts the verdict of a connection beside its frames.</summary>
    public void Add(ConnectionReport connection)
    {
        AddFins(connection);
        foreach (TimeWaitReport entry in connection.TimeWait) { AddTimeWait(connection, entry); }
        foreach (ResetReport reset in connection.Resets) { AddReset(connection, reset); }
        foreach (LateSegmentReport late in connection.LateSegments) { AddLateSegment(connection, late); }
    }

    /// <inheritdoc/>
    public void Observed(in SegmentObservation observation)
    {
        Segment segment = observation.Segment;
        if ((observation.Facts & SegmentFacts.FinRepeated) != 0) { Say(segment.Frame, $"{AddressText.ToText(segment.Source)} sends its FIN again"); }
        if ((observation.Facts & SegmentFacts.SenderRestartsTimeWait) != 0) { Say(segment.Frame, $"shows that TIME-WAIT of {AddressText.ToText(segment.Source)} starts again"); }
        if ((observation.Facts & SegmentFacts.ReceiverRestartsTimeWait) != 0) { Say(segment.Frame, $"starts TIME-WAIT of {AddressText.ToText(segment.Destination)} again"); }
    }

    /// <inheritdoc/>
    public void SynMetConnection(FrameId attempt, FrameId connection) => Say(attempt, $"this SYN meets a connection that is alive or in TIME-WAIT (it began with frame {connection.Number})");

    void AddFins(in ConnectionReport connection)
    {
        CloseReport close = connection.Close;
        foreach ((Role role, FinReport? sent) in new[] { (Role.Initiator, close.InitiatorFin), (Role.Responder, close.ResponderFin) })
        {
            if (sent is not { } fin) { continue; }
            bool first = close.ActiveCloser == (role == Role.Initiator ? ActiveCloser.Initiator : ActiveCloser.Responder);
            string part = close.ActiveCloser == ActiveCloser.Both ? "FINs cross: both close" : first ? "it closes first" : "it closes too";
            Say(fin.Frame, $"FIN of {Side(connection, role)}: {part} (connection {connection.Id}: {Words.Of(close.Kind)}, {Words.Of(close.Confidence)})");
            if (fin.AckedFrame.IsSome) { Say(fin.AckedFrame, $"acknowledges the FIN of {Side(connection, role)} (frame {fin.Frame.Number})"); }
        }
    }

    void AddTimeWait(in ConnectionReport connection, TimeWaitReport entry)
    {
        string holder = Side(connection, entry.Holder);
        if (entry is { EnteredFrame.IsSome: true, ExpiresTimeNs: { } expires })
        {
            string restarts = entry.Restarts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", started again {entry.Restarts} times");
            Say(entry.EnteredFrame, $"shows that {holder} enters TIME-WAIT{restarts}; {Ending(entry.Ended)}, expires {Rfc3339.ToText(expires)} at the earliest");
        }
        if (entry.EndedFrame.IsSome) { Say(entry.EndedFrame, $"ends TIME-WAIT of {holder}: {Words.Of(entry.Ended)}"); }
    }

    static string Ending(TimeWaitEnding ending) => ending switch
    {
        TimeWaitEnding.Open => "still open at the end of the capture",
        TimeWaitEnding.Expired => "expired",
        TimeWaitEnding.Reused => "ended by reuse",
        TimeWaitEnding.Assassinated => "ended by a RST (RFC 1337)",
        TimeWaitEnding.NeverKept => "never kept",
    };

    void AddReset(in ConnectionReport connection, ResetReport reset)
    {
        string cause = Words.Of(reset.Cause) + (Words.Of(reset.Detail) is { } detail ? $" ({detail})" : "");
        string answers = reset.ProvokedByFrame.IsSome ? string.Create(CultureInfo.InvariantCulture, $", answers frame {reset.ProvokedByFrame.Number}") : "";
        Say(reset.Frame, $"RST of {Side(connection, reset.From)}: {cause}{answers}; effect: {Words.Of(reset.Effect)}; {Words.Of(reset.Confidence)}");
        if (reset.ProvokedByFrame.IsSome) { Say(reset.ProvokedByFrame, $"provokes the RST in frame {reset.Frame.Number}: {cause}"); }
    }

    void AddLateSegment(in ConnectionReport connection, in LateSegmentReport late)
    {
        string answer = late.AnswerFrame.IsSome ? string.Create(CultureInfo.InvariantCulture, $"; {Words.Of(late.Answer)} in frame {late.AnswerFrame.Number}") : "";
        Say(late.Frame, $"late segment of {Side(connection, late.From)}: {Words.Of(late.Kind)}, {new DurationText(late.LateByNs)} after the close{answer}");
    }

    static string Side(in ConnectionReport connection, Role role) =>
        $"the {Words.Of(role)} {AddressText.ToText(role == Role.Initiator ? connection.Initiator : connection.Responder)}";

    void Say(FrameId frame, FormattableString text)
    {
        if (!_comments.TryGetValue(frame.Number, out List<string>? comments)) { _comments.Add(frame.Number, comments = []); }
        string comment = "FinTracer: " + text.ToString(CultureInfo.InvariantCulture);
        if (!comments.Contains(comment)) { comments.Add(comment); }
    }
}

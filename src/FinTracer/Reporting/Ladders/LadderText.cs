using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Ladders;

/// <summary>
/// Ladders as text: the verdict, then a line a segment with the arrow between both endpoints' states, and below it what the segment proved.
/// Plain for a pipe; with colours, drawn arrows and lines broken at the width for a terminal.
/// </summary>
sealed class LadderText
{
    const int StateWidth = 12;
    const int SinceWidth = 10;
    const int NarrowestWithTime = 100;
    const int PlainArrow = 44;

    /// <summary>Beside a ladder on a wide terminal; on a narrow one the notes stand below.</summary>
    const int RoomForNotes = 36;

    /// <summary>Line, tip and blanks that an arrow has beside its words.</summary>
    const int ArrowFrame = 6;

    readonly LadderStyle _style;
    readonly InputNames _names;
    readonly StyledText _text;
    readonly bool _showTime;
    int _arrowWidth;
    int _frameWidth;
    int _file;

    public LadderText(TextWriter text, LadderStyle style, InputNames names)
    {
        _style = style;
        _names = names;
        _text = new StyledText(text, style.Colors);
        _showTime = style.TerminalWidth is not < NarrowestWithTime;
    }

    /// <summary>Writes one ladder.</summary>
    public void Write(Ladder ladder)
    {
        ConnectionReport report = ladder.Report;
        _frameWidth = Math.Max(5, report.LastFrame.Number.ToString(CultureInfo.InvariantCulture).Length);
        _arrowWidth = ArrowWidth();
        _file = report.FirstFrame.File;
        foreach ((string name, string value, Tone tone) in LadderHeader.Of(report, _names)) { WriteFact(name, value, tone); }
        _text.EndLine();
        WriteHeadings(report);
        TcpState initiator = TcpState.Unknown, responder = TcpState.Unknown;
        foreach (LadderStep step in ladder.Steps)
        {
            if (step is FoldedRun run)
            {
                WriteFold(run);
                continue;
            }
            var rung = (Rung)step;
            WriteRung(rung, initiator, responder);
            (initiator, responder) = (rung.InitiatorState, rung.ResponderState);
        }
        WriteEnd(ladder);
    }

    /// <summary>So that both states fit beside it; where there is room, for the longest words and for notes.</summary>
    int ArrowWidth()
    {
        if (_style.TerminalWidth is not { } width) { return PlainArrow; }
        int free = width - Left() - (2 * (StateWidth + 1));
        return Math.Clamp(free - RoomForNotes, Math.Clamp(free, ArrowFrame, PlainArrow), 60);
    }

    int Left() => 2 + _frameWidth + 2 + (_showTime ? 12 : 0) + SinceWidth + 2;

    void WriteFact(string name, string value, Tone tone)
    {
        const int NameWidth = 14;
        _text.Write(name.Length == 0 ? new string(' ', NameWidth) : ("  " + name).PadRight(NameWidth), name == "connection" ? Tone.Strong : Tone.Faint);
        WriteWrapped(value, NameWidth, tone);
    }

    void WriteHeadings(in ConnectionReport report)
    {
        string left = new string(' ', 2) + "frame".PadLeft(_frameWidth) + "  " + (_showTime ? "seconds".PadLeft(10) + "  " : "") + "since last".PadLeft(SinceWidth) + "  ";
        string initiator = "initiator " + AddressText.ToText(report.Initiator), responder = "responder " + AddressText.ToText(report.Responder);
        int room = StateWidth + 1 + _arrowWidth + 1;
        if (left.Length + Math.Max(room, initiator.Length + 2) + responder.Length > _style.TerminalWidth) { (initiator, responder) = ("initiator", "responder"); }
        _text.Write((left + initiator.PadRight(Math.Max(room, initiator.Length + 2)) + responder).TrimEnd(), Tone.Faint);
        _text.EndLine();
    }

    void WriteRung(Rung rung, TcpState initiator, TcpState responder)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (rung.Segment.Frame.File != _file)
        {
            _file = rung.Segment.Frame.File;
            _text.Write($"  in {Sanitizer.Clean(_names.Of(rung.Segment.Frame) ?? "")}:", Tone.Faint);
            _text.EndLine();
        }
        string time = _showTime ? (rung.AtNs / 1_000_000_000m).ToString("F6", culture).PadLeft(10) + "  " : "";
        _text.Write("  " + rung.Segment.Frame.Number.ToString(culture).PadLeft(_frameWidth) + "  " + time, Tone.Faint);
        _text.Write((rung.SinceLastNs is { } since ? new DurationText(since).ToString() : "").PadLeft(SinceWidth) + "  ");
        _text.Write(RungText.Of(rung.InitiatorState).PadRight(StateWidth) + " ", StateTone(rung.InitiatorState, initiator));
        (string arrow, string rest) = Arrow(rung);
        _text.Write(arrow + " ", RungText.ToneOf(rung.Segment.Control));
        WriteBehind(rung, arrow.Length, rest, StateTone(rung.ResponderState, responder));
    }

    /// <summary>A run of segments that stands in one line, beginning at the states where it fits there.</summary>
    void WriteFold(FoldedRun run)
    {
        string text = $"… {RungText.Of(run)} …";
        int indent = Left() + text.Length > _style.TerminalWidth ? 6 : Left();
        _text.Write(new string(' ', indent), Tone.Faint);
        WriteWrapped(text, indent, Tone.Faint);
    }

    /// <summary>The responder's state, and the notes: beside it when they fit, else below. So stands what did not fit on the arrow.</summary>
    void WriteBehind(Rung rung, int arrowWidth, string rest, Tone stateTone)
    {
        List<RungNote> beside = [.. rung.Notes.TakeWhile(note => !note.IsReason)];
        string joined = string.Join("; ", beside.Select(note => note.Text));
        int used = Left() + StateWidth + 1 + arrowWidth + 1 + StateWidth + 2;
        bool fits = _style.TerminalWidth is not { } width || (rest.Length == 0 && used + joined.Length <= width);
        string state = RungText.Of(rung.ResponderState);
        bool more = fits && joined.Length > 0;
        _text.Write(more ? state.PadRight(StateWidth) + "  " : state, stateTone);
        for (int i = 0; more && i < beside.Count; i++) { _text.Write((i > 0 ? "; " : "") + beside[i].Text, beside[i].Tone); }
        _text.EndLine();
        if (rest.Length > 0)
        {
            int indent = Math.Min(Left() + StateWidth + 1 + 3, _style.TerminalWidth!.Value / 2);
            _text.Write(new string(' ', indent));
            WriteWrapped(rest, indent, Tone.Plain);
        }
        foreach (RungNote note in fits ? rung.Notes.Skip(beside.Count) : rung.Notes) { WriteBelow(note); }
    }

    void WriteBelow(RungNote note)
    {
        int indent = Left() + StateWidth + 1 + (note.IsReason ? 4 : 2);
        if (_style.TerminalWidth is { } width && indent > width / 2) { indent = note.IsReason ? 8 : 6; }
        _text.Write(new string(' ', indent - 2) + (note.IsReason ? "- " : "* "), Tone.Faint);
        WriteWrapped(note.Text, indent, note.Tone);
    }

    void WriteEnd(Ladder ladder)
    {
        if (ladder.Dropped > 0) { WriteFact("", $"{ShortText.Count(ladder.Dropped)} more segments: --all", Tone.Caution); }
        foreach ((string text, TcpState initiator, TcpState responder) in LadderHeader.AfterTheLastSegment(ladder.Report))
        {
            string middle = _arrowWidth > text.Length ? text.PadLeft((_arrowWidth + text.Length) / 2).PadRight(_arrowWidth) : text;
            _text.Write(new string(' ', Left()) + RungText.Of(initiator).PadRight(StateWidth) + " ");
            _text.Write(middle + " ", Tone.Faint);
            _text.Write(RungText.Of(responder));
            _text.EndLine();
        }
    }

    /// <summary>The arrow with its words, and those for which a terminal has no room on it.</summary>
    (string Arrow, string Below) Arrow(Rung rung)
    {
        (char line, char right, char left) = _style.TerminalWidth is null ? ('-', '>', '<') : ('─', '▶', '◀');
        (string label, string rest) = _style.TerminalWidth is null ? (RungText.Label(rung), "") : CutAt(RungText.Label(rung), _arrowWidth - ArrowFrame);
        string behind = new(line, Math.Max(_arrowWidth - label.Length - 5, 1));
        return (rung.From == Role.Initiator ? $"{line}{line} {label} {behind}{right}" : $"{left}{line} {label} {behind}{line}", rest);
    }

    /// <summary>Whole words up to so many characters, at least one; and the other words.</summary>
    static (string Fits, string Below) CutAt(string words, int length)
    {
        if (words.Length <= length) { return (words, ""); }
        int blank = words.LastIndexOf(' ', Math.Max(length, 0));
        if (blank < 0) { blank = words.IndexOf(' ', StringComparison.Ordinal); }
        return blank < 0 ? (words, "") : (words[..blank], words[(blank + 1)..]);
    }

    /// <summary>A state that has just changed is what to look at.</summary>
    static Tone StateTone(TcpState state, TcpState before) => state == before ? Tone.Faint : state switch
    {
        TcpState.Established => Tone.Good,
        TcpState.TimeWait => Tone.Caution,
        _ => Tone.Strong,
    };

    void WriteWrapped(string words, int indent, Tone tone)
    {
        int room = _style.TerminalWidth is { } width ? Math.Max(width - indent, 20) : int.MaxValue;
        var line = new StringBuilder();
        foreach (string word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                _text.Write(line.ToString(), tone);
                _text.EndLine();
                _text.Write(new string(' ', indent));
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        _text.Write(line.ToString(), tone);
        _text.EndLine();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>Where each line of a drawn ladder stands. Time is not to scale; a long silence gets a little more room.</summary>
static class LadderLayout
{
    /// <summary>All in pixels, from the left.</summary>
    public const int Width = 1250, FrameEnd = 52, TimeEnd = 132, SinceEnd = 206, InitiatorStateEnd = 318, Initiator = 336, Responder = 736, ResponderState = 754, Notes = 866;

    /// <summary>Height of a line of notes.</summary>
    public const int NoteHeight = 16;

    const int NoteColumns = 54;
    const int RungHeight = 38;

    /// <summary>One step with its place and the lines of its notes.</summary>
    public readonly record struct Row(LadderStep Step, int Y, int Height, IReadOnlyList<(string Text, RungNote Note)> Notes);

    /// <summary>The rows from <paramref name="top"/> down.</summary>
    public static List<Row> Of(Ladder ladder, int top)
    {
        List<Row> rows = [];
        int y = top;
        foreach (LadderStep step in ladder.Steps)
        {
            List<(string, RungNote)> notes = step is Rung rung ? [.. rung.Notes.SelectMany(LinesOf)] : [];
            if (step is Rung { SinceLastNs: { } silence } && rows.Count > 0) { y += SilenceOf(silence); }
            int height = Math.Max(RungHeight, (notes.Count * NoteHeight) + 12);
            rows.Add(new Row(step, y, height, notes));
            y += height;
        }
        return rows;
    }

    /// <summary>The family of a state, for its colour; null where nothing is proved.</summary>
    public static string? FamilyOf(TcpState state) => state switch
    {
        TcpState.Unknown or TcpState.Listen => null,
        TcpState.SynSent or TcpState.SynReceived => "opening",
        TcpState.Established => "established",
        TcpState.FinWait1 or TcpState.FinWait2 or TcpState.CloseWait or TcpState.Closing or TcpState.LastAck => "closing",
        TcpState.TimeWait => "timewait",
        TcpState.Closed => "closed",
    };

    /// <summary>Words broken into lines of at most <paramref name="columns"/> characters.</summary>
    public static IEnumerable<string> Wrap(string words, int columns)
    {
        string line = "";
        foreach (string word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line;
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        yield return line;
    }

    static IEnumerable<(string, RungNote)> LinesOf(RungNote note)
    {
        string mark = note.IsReason ? "– " : "";
        foreach (string line in Wrap(note.Text, NoteColumns))
        {
            yield return (mark + line, note);
            mark = note.IsReason ? "   " : "";
        }
    }

    /// <summary>0 to 24 pixels, growing with the logarithm of a silence above 100 ms.</summary>
    static int SilenceOf(long ns) => ns <= 100_000_000 ? 0 : (int)Math.Min(24, 6 * Math.Log10(ns / 100_000_000.0) + 4);
}

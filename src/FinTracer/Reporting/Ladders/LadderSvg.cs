using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Xml;
using FinTracer.Capture;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Tracking;
using FinTracer.Verdicts;
using static FinTracer.Reporting.Ladders.LadderLayout;

namespace FinTracer.Reporting.Ladders;

/// <summary>
/// Ladders as one drawing: two life lines, an arrow a segment, the states as coloured bars along the lines, the notes beside.
/// Light or dark as the viewer prefers; texts are escaped by the writer.
/// </summary>
sealed class LadderSvg
{
    const string Namespace = "http://www.w3.org/2000/svg";
    const int HeaderLine = 19;
    const int Margin = 28;

    readonly XmlWriter _xml;
    readonly InputNames _names;

    LadderSvg(XmlWriter xml, InputNames names)
    {
        _xml = xml;
        _names = names;
    }

    /// <summary>Writes a drawing of its own.</summary>
    public static void Write(TextWriter text, IReadOnlyList<Ladder> ladders, InputNames names)
    {
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = "", NewLineChars = "\n", CloseOutput = false }))
        {
            new LadderSvg(xml, names).Write(ladders, withHeader: true, LadderCss.Text);
        }
        text.Write('\n');
    }

    /// <summary>Writes the drawing of one ladder into a page that has the style sheet and says the verdict itself.</summary>
    public static void WriteInPage(XmlWriter xml, Ladder ladder, InputNames names) => new LadderSvg(xml, names).Write([ladder], withHeader: false, css: null);

    void Write(IReadOnlyList<Ladder> ladders, bool withHeader, string? css)
    {
        List<(Ladder Ladder, int Top, List<Row> Rows)> parts = [];
        int y = Margin;
        foreach (Ladder ladder in ladders)
        {
            int top = y + (withHeader ? HeaderHeight(ladder) : 0) + 44;
            List<Row> rows = LadderLayout.Of(ladder, top);
            parts.Add((ladder, y, rows));
            y = (rows.Count > 0 ? rows[^1].Y + rows[^1].Height : top) + (2 * Margin);
        }
        _xml.WriteStartElement("svg", Namespace);
        Attributes(("class", "ladder"), ("viewBox", $"0 0 {Width} {y}"), ("width", $"{Width}"), ("height", $"{y}"), ("role", "img"));
        _xml.WriteElementString("title", Namespace, ladders.Count == 0 ? "No connection" : LadderHeader.Title(ladders[0].Report));
        if (css is not null) { _xml.WriteElementString("style", Namespace, css); }
        Element("rect", ("class", "paper"), ("width", $"{Width}"), ("height", $"{y}"));
        foreach ((Ladder ladder, int top, List<Row> rows) in parts)
        {
            if (withHeader) { WriteHeader(ladder, top); }
            WriteLives(ladder.Report, rows);
            foreach (Row row in rows) { Write(row); }
            WriteTies(ladder.Report, rows);
            WriteEnd(ladder, rows);
        }
        _xml.WriteEndElement();
    }

    int HeaderHeight(Ladder ladder)
    {
        int lines = 0;
        foreach (var _ in LadderHeader.Of(ladder.Report, _names)) { lines++; }
        return (lines + 1) * HeaderLine;
    }

    void WriteHeader(Ladder ladder, int top)
    {
        int y = top;
        foreach ((string name, string value, Tone tone) in LadderHeader.Of(ladder.Report, _names))
        {
            bool isTitle = name == "connection";
            if (!isTitle && name.Length > 0) { Text(24, y, "soft", name); }
            Text(isTitle ? 24 : 110, y, isTitle ? "title" : ClassOf(tone), value);
            y += HeaderLine;
        }
    }

    /// <summary>Both life lines with the states as bars along them; a state holds from the segment that proves it to the next that changes it.</summary>
    void WriteLives(in ConnectionReport report, List<Row> rows)
    {
        if (rows.Count == 0) { return; }
        int top = rows[0].Y - 18, bottom = rows[^1].Y + rows[^1].Height + 8;
        Text(Initiator, top - 12, "strong middle", AddressText.ToText(report.Initiator));
        Text(Responder, top - 12, "strong middle", AddressText.ToText(report.Responder));
        Text(Initiator, top - 27, "soft middle", "initiator");
        Text(Responder, top - 27, "soft middle", "responder");
        foreach (int x in (int[])[Initiator, Responder]) { Element("line", ("class", "life"), ("x1", $"{x}"), ("x2", $"{x}"), ("y1", $"{top}"), ("y2", $"{bottom}")); }
        WriteBars(rows, Role.Initiator, Initiator, bottom);
        WriteBars(rows, Role.Responder, Responder, bottom);
    }

    void WriteBars(List<Row> rows, Role role, int x, int bottom)
    {
        (string? family, int from) = (null, 0);
        foreach (Row row in rows)
        {
            if (row.Step is not Rung rung) { continue; }
            string? now = FamilyOf(StateOf(rung, role));
            if (now == family) { continue; }
            Bar(family, x, from, row.Y);
            (family, from) = (now, row.Y);
        }
        Bar(family, x, from, bottom);
    }

    void Bar(string? family, int x, int from, int to)
    {
        if (family is not null) { Element("rect", ("class", $"state-{family}"), ("x", $"{x - 4}"), ("y", $"{from}"), ("width", "8"), ("height", $"{to - from}")); }
    }

    /// <summary>From each segment that provoked a RST to that RST, along the life line of the RST's sender.</summary>
    void WriteTies(in ConnectionReport report, List<Row> rows)
    {
        if (report.Resets.Count == 0) { return; }
        var places = new Dictionary<FrameId, int>();
        foreach (Row row in rows)
        {
            if (row.Step is Rung rung) { places[rung.Segment.Frame] = row.Y; }
        }
        foreach (ResetReport reset in report.Resets)
        {
            if (!places.TryGetValue(reset.ProvokedByFrame, out int from) || !places.TryGetValue(reset.Frame, out int to)) { continue; }
            (int x, int inside) = reset.From == Role.Initiator ? (Initiator + 5, Initiator + 34) : (Responder - 5, Responder - 34);
            Element("path", ("class", "tie"), ("d", $"M{x} {from + 5}C{inside} {from + 9} {inside} {to - 7} {x} {to - 3}"));
        }
    }

    void Write(Row row)
    {
        if (row.Step is FoldedRun run)
        {
            Text((Initiator + Responder) / 2, row.Y + 4, "soft middle", "… " + RungText.Of(run) + " …");
            return;
        }
        var rung = (Rung)row.Step;
        Text(FrameEnd, row.Y + 4, "mono end soft", rung.Segment.Frame.Number.ToString(CultureInfo.InvariantCulture));
        Text(TimeEnd, row.Y + 4, "mono end soft", (rung.AtNs / 1_000_000_000m).ToString("F6", CultureInfo.InvariantCulture));
        if (rung.SinceLastNs is { } since) { Text(SinceEnd, row.Y + 4, "mono end", "+" + new DurationText(since)); }
        Text(InitiatorStateEnd, row.Y + 4, "end", RungText.Of(rung.InitiatorState));
        Text(ResponderState, row.Y + 4, "", RungText.Of(rung.ResponderState));
        WriteArrow(rung, row.Y);
        for (int i = 0; i < row.Notes.Count; i++)
        {
            (string text, RungNote note) = row.Notes[i];
            Text(Notes, row.Y + 4 + (i * NoteHeight), ClassOf(note.Tone), text);
        }
    }

    void WriteArrow(Rung rung, int y)
    {
        string family = RungText.FamilyOf(rung.Segment.Control);
        bool right = rung.From == Role.Initiator;
        (int from, int to, int back) = right ? (Initiator + 6, Responder - 6, -9) : (Responder - 6, Initiator + 6, 9);
        Element("line", ("class", $"arrow {family}"), ("x1", $"{from}"), ("y1", $"{y - 3}"), ("x2", $"{to + (back / 2)}"), ("y2", $"{y + 5}"));
        Element("path", ("class", $"head {family}"), ("d", $"M{to} {y + 5}l{back} -4.5v9z"));
        Text((Initiator + Responder) / 2, y - 5, $"mono middle label {family}", RungText.Label(rung));
    }

    void WriteEnd(Ladder ladder, List<Row> rows)
    {
        if (rows.Count == 0) { return; }
        int y = rows[^1].Y + rows[^1].Height + 22;
        foreach ((string text, TcpState initiator, TcpState responder) in LadderHeader.AfterTheLastSegment(ladder.Report))
        {
            Text((Initiator + Responder) / 2, y, "soft middle", text);
            Text(InitiatorStateEnd, y, "end", RungText.Of(initiator));
            Text(ResponderState, y, "", RungText.Of(responder));
            y += HeaderLine;
        }
        if (ladder.Dropped > 0) { Text(Initiator, y, "soft", $"{ShortText.Count(ladder.Dropped)} more segments: --all"); }
    }

    static TcpState StateOf(Rung rung, Role role) => role == Role.Initiator ? rung.InitiatorState : rung.ResponderState;

    static string ClassOf(Tone tone) => tone switch
    {
        Tone.Plain or Tone.Good => "",
        Tone.Strong => "strong",
        Tone.Caution => "caution",
        Tone.Bad => "bad",
        Tone.Faint => "soft",
    };

    void Text(int x, int y, string kind, string words)
    {
        if (words.Length == 0) { return; }
        _xml.WriteStartElement("text", Namespace);
        Attributes(("x", $"{x}"), ("y", $"{y}"));
        if (kind.Length > 0) { Attributes(("class", kind)); }
        _xml.WriteString(words);
        _xml.WriteEndElement();
    }

    void Element(string name, params (string Name, string Value)[] attributes)
    {
        _xml.WriteStartElement(name, Namespace);
        Attributes(attributes);
        _xml.WriteEndElement();
    }

    void Attributes(params (string Name, string Value)[] attributes)
    {
        foreach ((string name, string value) in attributes) { _xml.WriteAttributeString(name, value); }
    }
}

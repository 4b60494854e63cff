using System.Collections.Generic;
using System.Globalization;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Segments;
using FinTracer.Tracking;

namespace FinTracer.Reporting.Ladders;

/// <summary>The words on an arrow, and those of a folded run.</summary>
static class RungText
{
    static readonly (TcpControl Bit, string Name)[] Bits =
    [
        (TcpControl.Syn, "SYN"), (TcpControl.Fin, "FIN"), (TcpControl.Rst, "RST"), (TcpControl.Psh, "PSH"), (TcpControl.Ack, "ACK"),
        (TcpControl.Urg, "URG"), (TcpControl.Ece, "ECE"), (TcpControl.Cwr, "CWR"),
    ];

    /// <summary>The control bits that are set, by name.</summary>
    public static IEnumerable<string> FlagsOf(TcpControl control)
    {
        foreach ((TcpControl bit, string name) in Bits)
        {
            if ((control & bit) != 0) { yield return name; }
        }
    }

    /// <summary><c>FIN,ACK seq=301 ack=101 len=20</c>; the window only when it is closed.</summary>
    public static string Label(Rung rung)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Segment segment = rung.Segment;
        string flags = string.Join(',', FlagsOf(segment.Control));
        string label = string.Create(culture, $"{(flags.Length == 0 ? "(no flag)" : flags)} seq={rung.RelativeSeq}");
        if (rung.RelativeAck is { } ack) { label += string.Create(culture, $" ack={ack}"); }
        if (segment.PayloadLength > 0) { label += string.Create(culture, $" len={segment.PayloadLength}"); }
        return segment.Window == 0 && !segment.Has(TcpControl.Rst) ? label + " win=0" : label;
    }

    /// <summary><c>12,345 data segments and 6,001 ACKs, 17.9 MB, 3.2 s, frames 5-18350</c>.</summary>
    public static string Of(FoldedRun run)
    {
        long acks = run.Segments - run.DataSegments;
        List<string> parts = [];
        if (run.DataSegments > 0) { parts.Add(Plural(run.DataSegments, "data segment")); }
        if (acks > 0) { parts.Add(Plural(acks, "ACK")); }
        string text = string.Join(" and ", parts);
        if (run.Payload > 0) { text += ", " + OctetsText.Of(run.Payload); }
        text += $", {new DurationText(run.LastTimeNs - run.FirstTimeNs)}";
        if (run.Retransmissions > 0) { text += ", " + Plural(run.Retransmissions, "retransmission"); }
        if (run.Probes > 0) { text += ", " + Plural(run.Probes, "keep-alive probe"); }
        if (run.Duplicates > 0) { text += $", {ShortText.Count(run.Duplicates)} captured twice"; }
        return text + string.Create(CultureInfo.InvariantCulture, $" (frames {run.FirstFrame.Number}-{run.LastFrame.Number})");
    }

    /// <summary>A state, or a dot where nothing is proved yet.</summary>
    public static string Of(TcpState state) => Words.Of(state) ?? "·";

    /// <summary>The family of a segment in a drawing.</summary>
    public static string FamilyOf(TcpControl control) => control switch
    {
        _ when (control & TcpControl.Rst) != 0 => "rst",
        _ when (control & TcpControl.Fin) != 0 => "fin",
        _ when (control & TcpControl.Syn) != 0 => "syn",
        _ => "data",
    };

    /// <summary>How a segment is shown: what ends is told from what carries.</summary>
    public static Tone ToneOf(TcpControl control) => control switch
    {
        _ when (control & TcpControl.Rst) != 0 => Tone.Bad,
        _ when (control & TcpControl.Fin) != 0 => Tone.Strong,
        _ when (control & TcpControl.Syn) != 0 => Tone.Good,
        _ => Tone.Plain,
    };

    static string Plural(long count, string what) => $"{ShortText.Count(count)} {what}{(count == 1 ? "" : "s")}";
}

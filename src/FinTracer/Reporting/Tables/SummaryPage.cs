using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Tables;

/// <summary>
/// The first screen: who closed, how, who holds TIME-WAIT, what was reset and why, and how near the ports are to running out. The order of
/// the blocks is the order of the questions people come with.
/// </summary>
static class SummaryPage
{
    const int TopServices = 10;
    const int TopHosts = 8;
    const int TopPorts = 5;
    const int TopInputs = 5;

    public static List<Block> Of(ReportSummary summary, InputNames names)
    {
        CaptureSummary sums = summary.Sums;
        List<Block> page = [CaptureBlock(summary)];
        if (sums.Total.Connections == 0)
        {
            page[0].Remarks.Add(summary.Selection is { LeftOut: > 0 } ? "No TCP connection fits the selection." : "No TCP connection was found.");
            return page;
        }
        page.Add(ShortAnswers.Of(sums));
        page.Add(FindingRows.Of(sums.Findings, names));
        page.Add(ClosesBlock(sums));
        page.Add(TimeWaitBlock(sums));
        if (sums.Total.Resets > 0) { page.Add(ResetsBlock(sums.Total)); }
        if (PortsBlock(sums) is { } ports) { page.Add(ports); }
        if (IdleBlock.Of(sums.Total.IdleBeforeClose) is { } idle) { page.Add(idle); }
        return page;
    }

    static Block CaptureBlock(ReportSummary summary)
    {
        Block block = Block.Facts("CAPTURE");
        int digits = 0;
        (long? first, long? last) = (null, null);
        foreach (CaptureInput input in summary.Inputs)
        {
            digits = Math.Max(digits, input.TimestampDigits);
            if (input.FirstTimestampNs is { } begin) { first = Math.Min(begin, first ?? begin); }
            if (input.LastTimestampNs is { } end) { last = Math.Max(end, last ?? end); }
        }
        AddInputs(block, summary.Inputs);
        if (first is { } from && last is { } to)
        {
            block.Add("time", $"{Rfc3339.ToText(from, digits)} to {EndOf(from, to, digits)} ({new DurationText(to - from)})");
        }
        if (summary.Filter is { } filter) { block.Add("filter", Sanitizer.Clean(filter)); }
        block.Add("frames", FramesOf(summary.Counts));
        if (summary.Selection is { } selection) { block.Add("only", SelectionOf(selection, summary.Sums.Total.Connections)); }
        foreach ((string name, string text, Tone tone) in Doubts.Of(summary)) { block.Add(name, new Cell(text, tone)); }
        return block;
    }

    /// <summary>The day stands once if it is one.</summary>
    static string EndOf(long from, long to, int digits)
    {
        const int Day = 11; // 2026-11-24T
        string begin = Rfc3339.ToText(from, digits), end = Rfc3339.ToText(to, digits);
        return end.StartsWith(begin[..Day], StringComparison.Ordinal) ? end[Day..] : end;
    }

    static void AddInputs(Block block, IReadOnlyList<CaptureInput> inputs)
    {
        List<CaptureInput> read = inputs.Count > 1 ? [.. inputs.Where(input => !ProblemText.IsNoCapture(input))] : [.. inputs]; // those that were skipped are named elsewhere
        for (int i = 0; i < read.Count && i < TopInputs; i++)
        {
            CaptureInput input = read[i];
            string compression = input.Compression is { } compressed ? ", " + Sanitizer.Clean(compressed) : "";
            block.Add(
                i == 0 ? "input" : "",
                $"{Sanitizer.Clean(input.Name)} ({Sanitizer.Clean(input.Format)}{compression}, {ShortText.Count(input.Frames, "frame", "frames")})");
        }
        if (read.Count > TopInputs) { block.Add("", $"… {ShortText.Count(read.Count - TopInputs)} more"); }
    }

    static string FramesOf(FrameCounts counts)
    {
        string text = $"{ShortText.Count(counts.Frames)}: {ShortText.Count(counts.TcpSegments, "TCP segment", "TCP segments")}";
        foreach ((long count, string what) in ((long, string)[])
        [
            (counts.NotTcp, "not TCP"), (counts.Fragments, "fragments"), (counts.Truncated, "cut too short"), (counts.Undecodable, "undecodable"),
        ])
        {
            if (count > 0) { text += $", {ShortText.Count(count)} {what}"; }
        }
        return counts.Filtered > 0 ? text + $"; {ShortText.Count(counts.Filtered)} more were filtered out" : text;
    }

    static string SelectionOf(SelectionSummary selection, long connections)
    {
        var parts = new List<string>();
        if (selection.Services.Count > 0) { parts.Add("services " + string.Join(", ", selection.Services)); }
        if (selection.Hosts.Count > 0) { parts.Add("hosts " + string.Join(", ", selection.Hosts)); }
        if (selection.Where is { } where) { parts.Add("where " + where); }
        string which = Sanitizer.Clean(string.Join("; ", parts));
        return $"{which}: {ShortText.Count(connections)} of {ShortText.Count(connections + selection.LeftOut, "connection", "connections")}; all that follows is about these";
    }

    static Block ClosesBlock(CaptureSummary sums)
    {
        var block = new Block(
            $"HOW {ShortText.Count(sums.Total.Connections)} {(sums.Total.Connections == 1 ? "CONNECTION" : "CONNECTIONS")} ENDED",
            new("service"), new("connections", IsFigure: true), new("closed first"), new("ended"),
            new("idle before close", IsFigure: true, Spare: 1), new("FIN to FIN", IsFigure: true, Spare: 3), new("resets", IsFigure: true), new("late", IsFigure: true, Spare: 2));
        for (int i = 0; i < sums.Services.Count && i < TopServices; i++)
        {
            AddService(block, AddressText.ToText(sums.Services[i].Service), sums.Services[i].Close);
        }
        if (sums.Services.Count > TopServices)
        {
            block.Remarks.Add($"… {ShortText.Count(sums.Services.Count - TopServices)} more services: --format json");
        }
        if (sums.Services.Count > 1) { AddService(block, "all services", sums.Total); }
        block.Legends.AddRange(
        [
            new("The initiator opened the connection, the responder is the service.", "closed first"),
            new("Times are median / greatest.", "idle before close", "FIN to FIN"),
            new("Late: segments after the close.", "late"),
        ]);
        return block;
    }

    static void AddService(Block block, string name, CloseSummary close) => block.Add(
        new Cell(name, Tone.Strong),
        ShortText.Count(close.Connections),
        new Cell(ShortText.Shares(close.ActiveClosers, close.Connections, ShortText.Of), Tone.Strong),
        ShortText.Shares(close.Kinds, close.Connections, ShortText.Of),
        ShortText.Of(close.IdleBeforeClose),
        ShortText.Of(close.FinToFin),
        new Cell(ShortText.Count(close.Resets), close.Resets > 0 ? Tone.Bad : Tone.Plain),
        ShortText.Count(close.LateSegments));

    static Block TimeWaitBlock(CaptureSummary sums)
    {
        var block = new Block(
            "TIME-WAIT HELD",
            new("host"), new("entered", IsFigure: true), new("peak", IsFigure: true), new("peak in second", Spare: 3), new("open at end", IsFigure: true),
            new("expired", IsFigure: true, Spare: 1), new("reused", IsFigure: true), new("killed", IsFigure: true, Spare: 1), new("never kept", IsFigure: true, Spare: 2),
            new("closed first", IsFigure: true), new("of connections", IsFigure: true, Spare: 4));
        for (int i = 0; i < sums.Hosts.Count && i < TopHosts; i++) { AddHost(block, sums.Hosts[i]); }
        if (sums.Hosts.Count > TopHosts) { block.Remarks.Add($"… {ShortText.Count(sums.Hosts.Count - TopHosts)} more hosts: --format json"); }
        CloseSummary total = sums.Total;
        if (total.TuplesReused > 0)
        {
            block.Remarks.Add(
                $"{ShortText.Count(total.TuplesReused, "connection", "connections")} reused a four-tuple, {ShortText.Count(total.TuplesReusedInTimeWait)} while it was still in TIME-WAIT.");
        }
        return block;
    }

    static void AddHost(Block block, HostSummary host)
    {
        TimeWaitSummary held = host.TimeWait;
        block.Add(
            new Cell(AddressText.ToText(host.Address), Tone.Strong),
            new Cell(ShortText.Count(held.Entered), held.Entered > 0 ? Tone.Strong : Tone.Faint),
            ShortText.Count(held.Peak.Held),
            held.Peak.TimeNs is { } peak ? Rfc3339.ToText(peak, 0) : ShortText.Nothing,
            ShortText.Count(held.OpenAtEnd),
            ShortText.Count(held.Expired),
            ShortText.Count(held.Reused),
            ShortText.Count(held.Assassinated),
            ShortText.Count(held.NeverKept),
            ShortText.Count(host.AsActiveCloser),
            ShortText.Count(host.Connections));
    }

    static Block ResetsBlock(CloseSummary total)
    {
        var block = new Block(
            $"{ShortText.Count(total.Resets)} {(total.Resets == 1 ? "RESET" : "RESETS")} BY CAUSE", new("cause"), new("count", IsFigure: true),
            new("by initiators", IsFigure: true), new("by responders", IsFigure: true), new("meaning", Spare: 1));
        List<Counted<ResetCause>> causes = [.. total.ResetCauses];
        causes.Sort((left, right) => right.Count != left.Count ? right.Count.CompareTo(left.Count) : left.Value.CompareTo(right.Value));
        long listed = 0;
        foreach ((ResetCause cause, long count) in causes)
        {
            listed += count;
            block.Add(
                new Cell(ShortText.Of(cause), Tone.Strong),
                ShortText.Count(count),
                ShortText.Count(CountOf(total.ResetCausesOfInitiator, cause)),
                ShortText.Count(CountOf(total.ResetCausesOfResponder, cause)),
                ShortText.Meaning(cause));
        }
        if (listed < total.Resets) { block.Remarks.Add($"{ShortText.Count(total.Resets - listed)} more were counted, in long bursts, without their cause."); }
        return block;
    }

    static long CountOf(IReadOnlyList<Counted<ResetCause>> counts, ResetCause cause)
    {
        foreach ((ResetCause value, long count) in counts)
        {
            if (value == cause) { return count; }
        }
        return 0;
    }

    /// <summary>Null when no initiator came back to a service: then its ports are no question.</summary>
    static Block? PortsBlock(CaptureSummary sums)
    {
        var block = new Block(
            "LOCAL PORTS OF THE INITIATORS",
            new("initiator"), new("service"), new("connections", IsFigure: true, Spare: 2), new("ports used", IsFigure: true, Spare: 3), new("most held", IsFigure: true),
            new("of range", IsFigure: true), new("connects/s", IsFigure: true), new("busiest second", IsFigure: true, Spare: 4), new("TIME-WAITs entered", IsFigure: true, Spare: 1));
        int more = 0;
        foreach (PortBudget ports in sums.Ports)
        {
            if (ports.Connections < 2) { continue; }
            if (block.Rows.Count < TopPorts) { AddPorts(block, ports); }
            else { more++; }
        }
        if (block.Rows.Count == 0) { return null; }
        if (more > 0) { block.Remarks.Add($"… {ShortText.Count(more)} more pairs: --format json"); }
        PortBudget any = sums.Ports[0];
        block.Remarks.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"A range of {any.PortsInRange:N0} ports runs out at {any.RunsOutPerSecond:0.#} connections/s to one service if the initiator holds the TIME-WAITs."));
        return block;
    }

    static void AddPorts(Block block, PortBudget ports) => block.Add(
        AddressText.ToText(ports.Group.Initiator),
        AddressText.ToText(ports.Group.Responder),
        ShortText.Count(ports.Connections),
        ShortText.Count(ports.DistinctPorts),
        ShortText.Count(ports.PeakHeld.Held),
        ShortText.Share(ports.PeakHeld.Held, ports.PortsInRange),
        ShortText.Rate(ports.ConnectsPerSecond),
        ShortText.Count(ports.BusiestSecond),
        ShortText.Count(ports.TimeWaitsEntered));
}

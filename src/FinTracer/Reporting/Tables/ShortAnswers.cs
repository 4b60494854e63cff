using System.Collections.Generic;
using System.Linq;
using FinTracer.Findings;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Reporting.Tables;

/// <summary>The answers to what people ask first, a line each: who closed, how, who was left waiting, what was reset, who holds TIME-WAIT, and how near the ports are to running out.</summary>
static class ShortAnswers
{
    const int TopHolders = 2;

    public static Block Of(CaptureSummary sums)
    {
        Block block = Block.Facts("IN SHORT");
        CloseSummary total = sums.Total;
        block.Add("closed first", new Cell(ShortText.Shares(total.ActiveClosers, total.Connections, ShortText.Of), Tone.Strong));
        block.Add("ended", new Cell(ShortText.Shares(total.Kinds, total.Connections, ShortText.Of), Tone.Strong));
        if (total.IdleBeforeClose is { MaxNs: { } longest } idle)
        {
            string spread = idle.Count == 1 ? "" : $" (median), {new DurationText(longest)} at most";
            block.Add("idle before", $"{ShortText.Median(idle)} from the last data to the close{spread}");
        }
        if (total.LeftByInitiator + total.LeftByResponder > 0) { block.Add("CLOSE-WAIT", new Cell(LeftOf(total), Tone.Caution)); }
        block.Add("resets", new Cell(ResetsOf(total), total.Resets > 0 ? Tone.Bad : Tone.Plain));
        block.Add("TIME-WAIT", TimeWaitsOf(sums.Hosts));
        if (PortsOf(sums.Ports) is { } ports) { block.Add("ports", ports); }
        return block;
    }

    static string LeftOf(CloseSummary total)
    {
        var sides = new List<string>();
        if (total.LeftByInitiator > 0) { sides.Add($"initiator {ShortText.Count(total.LeftByInitiator)}"); }
        if (total.LeftByResponder > 0) { sides.Add($"responder {ShortText.Count(total.LeftByResponder)}"); }
        return $"{string.Join(", ", sides)}: the peer had closed, it had not when the capture ended";
    }

    static string ResetsOf(CloseSummary total)
    {
        if (total.Resets == 0) { return "none"; }
        string text = $"{ShortText.Count(total.Resets)}: ";
        var sides = new List<string>();
        foreach ((string who, IReadOnlyList<Counted<ResetCause>> causes) in ((string, IReadOnlyList<Counted<ResetCause>>)[])
        [
            ("initiators", total.ResetCausesOfInitiator), ("responders", total.ResetCausesOfResponder),
        ])
        {
            if (causes.Count > 0)
            {
                sides.Add($"by {who} {string.Join(", ", causes.OrderByDescending(cause => cause.Count).ThenBy(cause => cause.Value).Select(cause => $"{ShortText.Of(cause.Value)} {ShortText.Count(cause.Count)}"))}");
            }
        }
        return text + string.Join("; ", sides);
    }

    static string TimeWaitsOf(IReadOnlyList<HostSummary> hosts)
    {
        List<HostSummary> holders = [.. hosts.Where(host => host.TimeWait.Entered > 0)];
        if (holders.Count == 0) { return "none entered"; }
        string text = string.Join("; ", holders.Take(TopHolders).Select(host =>
            $"{AddressText.ToText(host.Address)} entered {ShortText.Count(host.TimeWait.Entered)} (at most {ShortText.Count(host.TimeWait.Peak.Held)} at once)"));
        return holders.Count > TopHolders ? $"{text}; {ShortText.Count(holders.Count - TopHolders)} more hosts" : text;
    }

    /// <summary>The pair that held the most.</summary>
    static string? PortsOf(IReadOnlyList<PortBudget> all) =>
        all.Where(ports => ports.Connections > 1).MaxBy(ports => ports.PeakHeld.Held) is { } ports
            ? $"{AddressText.ToText(ports.Group.Initiator)} to {AddressText.ToText(ports.Group.Responder)} held {ShortText.Count(ports.PeakHeld.Held)} of {ShortText.Count(ports.PortsInRange)} at most ({ShortText.Share(ports.PeakHeld.Held, ports.PortsInRange)}), {ShortText.Rate(ports.ConnectsPerSecond)} connects/s"
            : null;
}

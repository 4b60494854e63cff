using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Findings;
using FinTracer.Reporting.Tables;
using FinTracer.Reporting.Wording;
using FinTracer.Verdicts;

namespace FinTracer.Live;

/// <summary>The view's content: what is going on, who closes, who holds TIME-WAIT and for how long still, what is reset and why, and the ports in use.</summary>
static class LivePage
{
    const int MaxServices = 8;
    const int MaxHolders = 6;
    const int MaxResets = 6;
    const int MaxPorts = 5;
    const int LeastName = 21; // an IPv4 address and a port
    const long NsPerSecond = 1_000_000_000;

    /// <summary>The parts of one picture on a terminal of <paramref name="columns"/> columns: those that matter most come first.</summary>
    public static List<LiveSection> Of(LiveSnapshot now, ViewOrder order, SumsOptions options, int columns)
    {
        int name = Math.Max(LeastName, columns / 3);
        List<LiveSection> page = [Facts(now, name), Services(now, order, name), TimeWaits(now, name)];
        if (now.Census.Ports.Count > 0) { page.Add(Ports(now, options, name)); }
        if (now.Resets.Count > 0) { page.Add(Resets(now)); }
        return page;
    }

    static LiveSection Facts(LiveSnapshot now, int name)
    {
        Block block = Block.Facts($"LIVE on {ShortText.Middle(Sanitizer.Clean(now.Interfaces), 2 * name)} for {now.Running:hh\\:mm\\:ss}");
        block.Add("frames", $"{ShortText.Count(now.Frames)}, {ShortText.Rate(now.FramesPerSecond)}/s");
        string elsewhere = now.DroppedByInterfaces is { } before ? $"; by the interface itself, of any kind: {ShortText.Count(before)}" : "";
        block.Add("dropped", new Cell(ShortText.Count(now.Dropped) + elsewhere, now.Dropped > 0 ? Tone.Bad : Tone.Plain));
        CensusRound census = now.Census;
        block.Add("connections", $"{ShortText.Count(census.Open)} open, {ShortText.Count(census.Opening)} opening, {ShortText.Count(census.Closing)} closing, {ShortText.Count(census.Remembered)} remembered");
        block.Add("closed", $"{ShortText.Count(now.Connections)}, {ShortText.Rate(now.ClosesPerSecond)}/s");
        if (now.Evicted > 0) { block.Add("note", new Cell($"{ShortText.Count(now.Evicted)} connections let go early to bound memory: --max-connections", Tone.Caution)); }
        return new(block, block.Rows.Count, IsWhole: true);
    }

    static LiveSection Services(LiveSnapshot now, ViewOrder order, int name)
    {
        var block = new Block(
            $"WHO CLOSES FIRST (by {Word(order)}: c, t, r, n; q ends)",
            new("service"), new("connections", IsFigure: true), new("initiator", IsFigure: true), new("responder", IsFigure: true), new("both", IsFigure: true, Spare: 2),
            new("nobody", IsFigure: true, Spare: 1), new("resets", IsFigure: true));
        foreach (ServiceTotals service in Sorted(now.Services, order).Take(MaxServices))
        {
            block.Add(
                new Cell(ShortText.Middle(NameOf(service), name), Tone.Strong), ShortText.Count(service.Connections),
                ShareOf(service, ActiveCloser.Initiator), ShareOf(service, ActiveCloser.Responder), ShareOf(service, ActiveCloser.Both), ShareOf(service, ActiveCloser.None),
                new Cell(ShortText.Count(service.Resets), service.Resets > 0 ? Tone.Bad : Tone.Plain));
        }

        return new(block, now.Services.Count);
    }

    static LiveSection TimeWaits(LiveSnapshot now, int name)
    {
        var block = new Block("TIME-WAIT HELD NOW", new("holder"), new("held", IsFigure: true), new("next expires in", IsFigure: true), new("last in", IsFigure: true), new("kernel", IsFigure: true));
        List<UInt128> holders = [.. now.Census.TimeWait.Keys.Union(now.KernelTimeWait?.Keys ?? [])];
        foreach (UInt128 holder in holders.OrderByDescending(holder => now.Census.TimeWait.GetValueOrDefault(holder).Count).ThenBy(holder => holder).Take(MaxHolders))
        {
            TimeWaitHeld held = now.Census.TimeWait.GetValueOrDefault(holder);
            string kernel = now.KernelTimeWait is { } counted && counted.TryGetValue(holder, out int count) ? ShortText.Count(count) : ShortText.Nothing;
            block.Add(new Cell(ShortText.Middle(AddressText.ToText(holder), name), Tone.Strong), ShortText.Count(held.Count), Until(held.Count, held.NextExpiryNs, now), Until(held.Count, held.LastExpiryNs, now), kernel);
        }

        return new(block, holders.Count);
    }

    static LiveSection Resets(LiveSnapshot now)
    {
        var block = new Block("RESETS BY CAUSE", new("cause"), new("count", IsFigure: true), new("meaning"));
        foreach ((ResetCause cause, long count) in now.Resets.OrderByDescending(reset => reset.Count).ThenBy(reset => reset.Cause).Take(MaxResets))
        {
            block.Add(new Cell(ShortText.Of(cause), Tone.Strong), ShortText.Count(count), ShortText.Meaning(cause));
        }

        return new(block, now.Resets.Count);
    }

    static LiveSection Ports(LiveSnapshot now, SumsOptions options, int name)
    {
        var block = new Block("LOCAL PORTS IN USE", new("initiator"), new("service"), new("ports", IsFigure: true), new("of range", IsFigure: true));
        foreach ((PortGroup group, int held) in now.Census.Ports.OrderByDescending(each => each.Value).ThenBy(each => each.Key.Initiator).ThenBy(each => each.Key.Responder).Take(MaxPorts))
        {
            block.Add(ShortText.Middle(AddressText.ToText(group.Initiator), name), ShortText.Middle(AddressText.ToText(group.Responder), name), ShortText.Count(held), ShortText.Share(held, options.LocalPorts));
        }

        return new(block, now.Census.Ports.Count);
    }

    static IOrderedEnumerable<ServiceTotals> Sorted(IReadOnlyList<ServiceTotals> services, ViewOrder order)
    {
        IOrderedEnumerable<ServiceTotals> sorted = order switch
        {
            ViewOrder.Connections => services.OrderByDescending(service => service.Connections),
            ViewOrder.Closer => services.OrderByDescending(service => service.ClosedBy(ActiveCloser.Responder)),
            ViewOrder.Resets => services.OrderByDescending(service => service.Resets),
            ViewOrder.Name => services.OrderBy(service => service.Service is null),
        };
        return sorted.ThenBy(service => service.Service);
    }

    static string Word(ViewOrder order) => order switch
    {
        ViewOrder.Connections => "connections",
        ViewOrder.Closer => "closes of the service",
        ViewOrder.Resets => "resets",
        ViewOrder.Name => "name",
    };

    static string NameOf(ServiceTotals service) => service.Service is { } endpoint ? AddressText.ToText(endpoint) : "all others";

    static string ShareOf(ServiceTotals service, ActiveCloser closer)
        => service.ClosedBy(closer) is > 0 and var count ? $"{ShortText.Count(count)} ({ShortText.Share(count, service.Connections)})" : ShortText.Nothing;

    /// <summary>Whole seconds, so that it counts down.</summary>
    static string Until(int count, long timeNs, LiveSnapshot now)
        => count == 0 ? ShortText.Nothing : $"{Math.Max(0, (timeNs - now.TimeNs + NsPerSecond - 1) / NsPerSecond)} s";
}

using System.Collections.Generic;
using FinTracer.Flows;
using FinTracer.Segments;
using FinTracer.Tests.Hostile;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Who has not completed the handshake, in the order in which the connections began.</summary>
public sealed class HalfOpenFlowsTests
{
    readonly FlowTable<Flow> _table = new(seed: 1);

    [Fact]
    public void Those_that_were_there_before_come_in_the_order_of_their_flows_and_those_established_not_at_all()
    {
        Flow first = Add(1), second = Add(2), third = Add(3);
        (first.Number, third.Number) = (third.Number, first.Number);
        second.ColdEstablished = true;
        var halfOpen = new HalfOpenFlows(_table);

        Assert.Equal([third, first, null], Taken(halfOpen, 3));
    }

    [Fact]
    public void Who_completes_the_handshake_is_passed_over()
    {
        var halfOpen = new HalfOpenFlows(_table);
        Flow first = Begin(halfOpen, 1), second = Begin(halfOpen, 2);
        first.ColdEstablished = true;

        Assert.Equal([second, null], Taken(halfOpen, 2));
    }

    [Fact]
    public void A_connection_that_follows_another_under_its_four_tuple_is_as_new_as_it_is()
    {
        var halfOpen = new HalfOpenFlows(_table);
        Flow first = Begin(halfOpen, 1), second = Begin(halfOpen, 2);
        halfOpen.Add(first);

        Assert.Equal([second, first, null], Taken(halfOpen, 3));
    }

    [Fact]
    public void The_newest_are_spared()
    {
        var halfOpen = new HalfOpenFlows(_table);
        var begun = new List<Flow>();
        for (ushort port = 1; port <= 128; port++) { begun.Add(Begin(halfOpen, port)); }

        Assert.Equal([.. begun[..126], null], Taken(halfOpen, 127)); // a sixty-fourth of 128 is 2
    }

    /// <summary>Whoever sends SYN after SYN under one four-tuple must not fill the memory.</summary>
    [Fact]
    public void Entries_do_not_gather()
    {
        var halfOpen = new HalfOpenFlows(_table);
        Flow flow = Begin(halfOpen, 1);
        int most = 0;
        for (int i = 0; i < 100_000; i++)
        {
            halfOpen.Add(flow);
            most = int.Max(most, halfOpen.Count);
        }

        Assert.InRange(most, 1, 1000);
        Assert.Equal([flow, null], Taken(halfOpen, 2));
    }

    Flow Begin(HalfOpenFlows halfOpen, ushort port)
    {
        Flow flow = Add(port);
        halfOpen.Add(flow);
        return flow;
    }

    Flow Add(ushort port)
    {
        Segment segment = BareSegment.Of(port, port, Endpoint.FromIpv4(0x0a00_0100, port), Endpoint.FromIpv4(0x0a00_0001, 80), TcpControl.Syn, 1, 0);
        var flow = new Flow { Number = port };
        flow.Slot = _table.Add(FlowKey.Of(segment), _table.HashOf(segment), flow);
        return flow;
    }

    static List<Flow?> Taken(HalfOpenFlows halfOpen, int times)
    {
        var taken = new List<Flow?>();
        for (int i = 0; i < times; i++) { taken.Add(halfOpen.TakeFirst()); }
        return taken;
    }
}

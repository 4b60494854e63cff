using System.Collections.Generic;
using System.Linq;
using FinTracer.Segments;
using FinTracer.Tests.Hostile;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Which connections are kept at hand: it must not show in any report, but memory depends on it.</summary>
public sealed class HotFlowsTests
{
    const int AtHand = 100;
    const long Start = 1_700_000_000_000_000_000;
    const long Millisecond = 1_000_000;

    static readonly Endpoint s_server = Endpoint.FromIpv4(0x0a00_0001, 80);

    readonly List<ConnectionReport> _told = [];
    readonly ConnectionEngine _engine;
    long _frame;

    public HotFlowsTests() => _engine = new(new TraceOptions { HashSeed = 1, AtHand = AtHand }, _told.Add);

    [Fact]
    public void As_long_as_there_is_room_nothing_is_put_away()
    {
        for (ushort port = 1; port <= AtHand; port++) { Converse(port); }
        Look(3);
        Assert.Equal(Enumerable.Range(1, AtHand), PortsAtHand());
    }

    [Fact]
    public void Those_that_have_been_quiet_for_longest_are_put_away()
    {
        for (ushort port = 1; port <= AtHand; port++) { Converse(port); }
        Look(1);
        for (ushort port = AtHand + 1; port <= AtHand + 30; port++) { Converse(port); }
        Look(2);
        Assert.Equal(Enumerable.Range(31, AtHand), PortsAtHand());
    }

    [Fact]
    public void Whoever_is_heard_of_stays()
    {
        for (ushort port = 1; port <= AtHand; port++) { Converse(port); }
        Look(1);
        for (ushort port = AtHand + 1; port <= AtHand + 30; port++) { Converse(port); }
        Look(1); // the first look at those in question
        for (ushort port = 5; port <= 8; port++) { Say(port, TcpControl.Ack, 202, 302); }
        Look(2);
        Assert.Equal(AtHand, PortsAtHand().Count());
        Assert.Equal([5, 6, 7, 8], PortsAtHand().Intersect([5, 6, 7, 8]));
    }

    [Fact]
    public void However_many_talk_at_once_they_are_put_away_when_they_have_done()
    {
        for (ushort port = 1; port <= 10 * AtHand; port++) { Converse(port); }
        Look(1);
        Look(1);
        Assert.Equal(AtHand, PortsAtHand().Count());
    }

    [Fact]
    public void One_that_is_put_away_and_one_that_left_come_back_as_others_would()
    {
        for (ushort port = 1; port <= AtHand + 30; port++) { Converse(port); }
        Look(2);
        for (int life = 2; life <= 4; life++)
        {
            for (ushort port = 1; port <= AtHand + 30; port++) { Converse(port, (uint)life * 100_000_000); }
            Look(2);
            Assert.Equal(AtHand, PortsAtHand().Count());
        }

        _engine.Complete(Start + (_frame * Millisecond));
        Assert.Equal(4 * (AtHand + 30), _told.Count);
        Assert.All(_told, report => Assert.Equal((CloseKind.Graceful, 6L, 0L), (report.Close.Kind, report.InitiatorSent.Segments + report.ResponderSent.Segments, report.InitiatorSent.MissingBytes)));
        Assert.Equal(Enumerable.Range(1, 4).SelectMany(life => Enumerable.Repeat(life, AtHand + 30)).Order(), _told.Select(report => report.Incarnation).Order());
    }

    /// <summary>A handshake and a close.</summary>
    void Converse(ushort port, uint isn = 200)
    {
        Say(port, TcpControl.Syn, isn, 0);
        Answer(port, TcpControl.Syn | TcpControl.Ack, isn + 100, isn + 1);
        Say(port, TcpControl.Ack, isn + 1, isn + 101);
        Say(port, TcpControl.Fin | TcpControl.Ack, isn + 1, isn + 101);
        Answer(port, TcpControl.Fin | TcpControl.Ack, isn + 101, isn + 2);
        Say(port, TcpControl.Ack, isn + 2, isn + 102);
    }

    void Say(ushort port, TcpControl control, uint seq, uint ack) => Observe(Client(port), s_server, control, seq, ack);

    void Answer(ushort port, TcpControl control, uint seq, uint ack) => Observe(s_server, Client(port), control, seq, ack);

    void Observe(Endpoint source, Endpoint destination, TcpControl control, uint seq, uint ack)
    {
        _frame++;
        _engine.Observe(BareSegment.Of(_frame, Start + (_frame * Millisecond), source, destination, control, seq, ack));
    }

    void Look(int times)
    {
        for (int i = 0; i < times; i++) { _engine.AdvanceClock(Start); }
    }

    IEnumerable<int> PortsAtHand() => Enumerable.Range(0, _engine.Flows.SlotCount)
        .Select(slot => _engine.Flows[slot]).Where(flow => flow?.Current is not null)
        .Select(flow => (int)(flow!.Current!.First.Address == s_server ? flow.Current.Second : flow.Current.First).Address.Port).Order();

    static Endpoint Client(ushort port) => Endpoint.FromIpv4(0x0a00_0002, port);
}

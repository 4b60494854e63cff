using System.Collections.Generic;
using System.Linq;
using FinTracer.Segments;
using FinTracer.Tests.Hostile;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Who leaves when there is no room: those of which the least is still to come.</summary>
public sealed class EvictionTests
{
    const int Room = 1000;
    const long Start = 1_700_000_000_000_000_000;
    const long Millisecond = 1_000_000;

    static readonly Endpoint Server = Endpoint.FromIpv4(0x0a00_0001, 80);

    readonly List<ConnectionReport> _told = [];
    long _frame;
    long _timeNs = Start;

    [Fact]
    public void Those_that_closed_first_leave_first_and_those_that_are_open_stay()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); }
        ushort[] closing = [.. Enumerable.Range(1, Room / 2).Select(i => (ushort)(2 * i)).Reverse()]; // not in the order in which they began
        foreach (ushort port in closing) { Close(engine, port); }
        for (int i = 0; i < closing.Length; i++) { Open(engine, (ushort)(5000 + i)); }

        Assert.Equal(closing, _told.Select(report => report.Initiator.Port));
        Assert.All(_told, report => Assert.True(report.Evicted));
    }

    [Fact]
    public void Whoever_was_heard_of_after_its_close_leaves_after_those_that_were_not()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); Close(engine, port); }
        SendLate(engine, 1);
        for (int i = 0; i < Room; i++) { Open(engine, (ushort)(5000 + i)); }

        Assert.Equal([.. Enumerable.Range(2, Room - 1), 1], _told.Select(report => (int)report.Initiator.Port));
    }

    [Fact]
    public void One_that_lives_again_counts_as_open()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); Close(engine, port); }
        Open(engine, 7, isn: 1_000_000); // a new connection under the old four-tuple
        for (int i = 0; i < Room - 1; i++) { Open(engine, (ushort)(5000 + i)); }

        Assert.Equal([7, .. Enumerable.Range(1, Room).Where(port => port != 7)], _told.Select(report => (int)report.Initiator.Port));
        Assert.Equal(Room, engine.Held);
    }

    [Fact]
    public void Where_all_are_open_one_leaves_that_was_silent_for_a_round()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); }
        Open(engine, 5000); // the hand's first round: from here on, it knows who is silent
        int heardOf = _told.Single().Initiator.Port == 9 ? 10 : 9;
        for (int i = 0; i < Room / 2; i++)
        {
            Send(engine, Client((ushort)heardOf), Server, TcpControl.Ack, 101, 501);
            Open(engine, (ushort)(5001 + i));
        }

        Assert.Equal(1 + (Room / 2), _told.Count);
        Assert.All(_told, report => Assert.True(report is { Evicted: true, Close.Kind: CloseKind.Open }));
        Assert.DoesNotContain(_told, report => report.Initiator.Port == heardOf);
    }

    /// <summary>In a full table too, a handshake has time for its round trips: the closed ones leave, and not who is just beginning.</summary>
    [Fact]
    public void Who_is_in_the_middle_of_the_handshake_stays()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); Close(engine, port); }
        for (ushort port = 2001; port <= 2010; port++) { Send(engine, Client(port), Server, TcpControl.Syn, 100, 0); }
        for (ushort port = 2001; port <= 2010; port++) { Send(engine, Server, Client(port), TcpControl.Syn | TcpControl.Ack, 500, 101); }
        for (ushort port = 2001; port <= 2010; port++) { Send(engine, Client(port), Server, TcpControl.Ack, 101, 501); }

        Assert.Equal(Enumerable.Range(1, 10), _told.Select(report => (int)report.Initiator.Port));
    }

    [Fact]
    public void Of_those_that_do_not_complete_it_the_first_leaves_first()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room / 2; port++) { Open(engine, port); Close(engine, port); }
        for (int port = 1 + (Room / 2); port <= Room; port++) { Send(engine, Client((ushort)port), Server, TcpControl.Syn, 100, 0); }
        for (int i = 0; i < 100; i++) { Open(engine, (ushort)(5000 + i)); }

        Assert.Equal(Enumerable.Range(1 + (Room / 2), 100), _told.Select(report => (int)report.Initiator.Port));
    }

    /// <summary>Between two looks at the clock: what its own time has decided has not left early.</summary>
    [Fact]
    public void Who_was_decided_before_has_not_left_early()
    {
        ConnectionEngine engine = Engine();
        for (ushort port = 1; port <= Room; port++) { Open(engine, port); Close(engine, port); }
        _timeNs += 200 * 1000 * Millisecond;
        Open(engine, 5000);

        Assert.False(_told.Single().Evicted);
        Assert.Equal(TimeWaitEnding.Expired, _told.Single().TimeWait.Single().Ended);
    }

    ConnectionEngine Engine() => new(new TraceOptions { MaxConnections = Room, HashSeed = 1 }, _told.Add);

    static Endpoint Client(ushort port) => Endpoint.FromIpv4(0x0a00_0100, port);

    void Open(ConnectionEngine engine, ushort port, uint isn = 100)
    {
        Send(engine, Client(port), Server, TcpControl.Syn, isn, 0);
        Send(engine, Server, Client(port), TcpControl.Syn | TcpControl.Ack, isn + 400, isn + 1);
        Send(engine, Client(port), Server, TcpControl.Ack, isn + 1, isn + 401);
    }

    void Close(ConnectionEngine engine, ushort port)
    {
        Send(engine, Client(port), Server, TcpControl.Fin | TcpControl.Ack, 101, 501);
        Send(engine, Server, Client(port), TcpControl.Fin | TcpControl.Ack, 501, 102);
        Send(engine, Client(port), Server, TcpControl.Ack, 102, 502);
    }

    void SendLate(ConnectionEngine engine, ushort port) => Send(engine, Server, Client(port), TcpControl.Fin | TcpControl.Ack, 501, 102);

    void Send(ConnectionEngine engine, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack)
    {
        _timeNs += Millisecond;
        engine.Observe(BareSegment.Of(++_frame, _timeNs, from, to, control, seq, ack));
    }
}

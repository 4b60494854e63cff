using System;
using FinTracer.Segments;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>Memory follows the connections that live, never those that have been: a service that opens and closes for days costs what a minute of it costs.</summary>
public sealed class SequentialTests
{
    const long Start = 1_700_000_000_000_000_000;
    const long Apart = 50_000_000; // 20 connections a second
    const int Warm = 20_000;
    const int More = 200_000;

    static readonly Endpoint Server = Endpoint.FromIpv4(0x0a00_0001, 80);

    long _frame;

    [Fact]
    public void Connections_that_have_ended_are_held_for_their_time_wait_and_no_longer()
    {
        long told = 0;
        int most = 0;
        var engine = new ConnectionEngine(new TraceOptions { HashSeed = 1, AtHand = 0 }, _ => told++);
        for (int i = 0; i < Warm; i++) { Connection(engine, i); }
        int held = engine.Held;
        for (int i = Warm; i < Warm + More; i++)
        {
            Connection(engine, i);
            most = Math.Max(most, engine.Held);
        }

        Assert.InRange(held, 20 * 60, 20 * 600); // the seconds of a TIME-WAIT, and of the profiles' longest
        Assert.InRange(most, held / 2, held + 100);
        engine.Complete(Start + ((Warm + More) * Apart));
        Assert.Equal(Warm + More, told);
        Assert.Equal(0, engine.Held);
    }

    void Connection(ConnectionEngine engine, int i)
    {
        Endpoint client = Endpoint.FromIpv4(0x0a01_0000 + (uint)(i / 60_000), (ushort)(1024 + (i % 60_000)));
        long time = Start + (i * Apart);
        engine.AdvanceClock(time);
        Send(engine, time, client, Server, TcpControl.Syn, 1000, 0);
        Send(engine, time, Server, client, TcpControl.Syn | TcpControl.Ack, 5000, 1001);
        Send(engine, time, client, Server, TcpControl.Ack, 1001, 5001);
        Send(engine, time, Server, client, TcpControl.Fin | TcpControl.Ack, 5001, 1001);
        Send(engine, time, client, Server, TcpControl.Fin | TcpControl.Ack, 1001, 5002);
        Send(engine, time, Server, client, TcpControl.Ack, 5002, 1002);
    }

    void Send(ConnectionEngine engine, long timeNs, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack)
        => engine.Observe(BareSegment.Of(++_frame, timeNs, from, to, control, seq, ack));
}

using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Segments;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>
/// More four-tuples than there is room for: memory stays bounded, who leaves early is counted, and the conversations among the flood keep their verdicts
/// although they are silent from the first to the last packet of it.
/// </summary>
public sealed class FloodTests
{
    const int Conversations = 1000;
    const long Start = 1_700_000_000_000_000_000;

    static readonly Endpoint Server = Endpoint.FromIpv4(0x0a00_0001, 80);

    long _frame;
    long _timeNs = Start;

    [Theory]
    [InlineData(10, false, false)]
    [InlineData(1, true, false)]   // the server answers every SYN
    [InlineData(1, false, true)]   // every SYN comes twice
    public void A_flood_pushes_itself_out_and_leaves_conversations_alone(int part, bool answered, bool repeated)
    {
        // Ten million where there is time for it.
        int syns = part * (Environment.GetEnvironmentVariable("FINTRACER_CI") is null ? 100_000 : 1_000_000);
        const int room = 20_000;
        List<ConnectionReport> kept = [];
        long connections = 0, evicted = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0;
        var engine = new ConnectionEngine(new TraceOptions { MaxConnections = room, HashSeed = 1, AtHand = 0 }, report =>
        {
            connections++;
            evicted += report.Evicted ? 1 : 0;
            Keep(kept, report);
        });
        foreach (Endpoint client in Clients()) { Open(engine, client); }
        for (int i = 0; i < syns; i++)
        {
            Flood(engine, i, answered, repeated);
            if (i % 4096 == 0) { engine.AdvanceClock(_timeNs); } // as the pipeline does
            if (i % (syns / 10) == 0) { most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)); }
        }
        foreach (Endpoint client in Clients()) { Close(engine, client); }
        engine.Complete(_timeNs);

        Assert.Equal(Conversations, kept.Count);
        Assert.All(kept, report => Assert.Equal((CloseKind.Graceful, false), (report.Close.Kind, report.Evicted)));
        Assert.Equal(syns + Conversations - room, evicted);
        Assert.Equal(syns + Conversations, connections);
        Assert.InRange(most - before, 0, 100_000_000);
    }

    /// <summary>A table full of conversations gives up few of them: after one round of the hand the flood has slots of its own.</summary>
    [Fact]
    public void A_flood_that_meets_a_full_table_costs_few_conversations()
    {
        const int room = 10_000;
        List<ConnectionReport> kept = [];
        var engine = new ConnectionEngine(new TraceOptions { MaxConnections = room, HashSeed = 1, AtHand = 0 }, report => Keep(kept, report));
        for (int i = 0; i < room; i++) { Open(engine, Endpoint.FromIpv4(0x0a01_0000, (ushort)(1024 + i))); }
        for (int i = 0; i < 4 * room; i++) { Flood(engine, i, answered: false, repeated: false); }
        engine.Complete(_timeNs);
        Assert.InRange(kept.Count(report => report.Evicted), 1, room / 50);
    }

    static void Keep(List<ConnectionReport> kept, ConnectionReport report)
    {
        if (report.Established) { kept.Add(report); }
    }

    static IEnumerable<Endpoint> Clients() => Enumerable.Range(0, Conversations).Select(i => Endpoint.FromIpv4(0x0a00_0100, (ushort)(10_000 + i)));

    void Flood(ConnectionEngine engine, int number, bool answered, bool repeated)
    {
        Endpoint source = Endpoint.FromIpv4(0xc000_0000 + ((uint)number >> 12), (ushort)(1024 + (number & 0xfff)));
        Send(engine, source, Server, TcpControl.Syn, 100, 0);
        if (answered) { Send(engine, Server, source, TcpControl.Syn | TcpControl.Ack, 500, 101); }
        if (repeated) { Send(engine, source, Server, TcpControl.Syn, 100, 0); }
    }

    void Open(ConnectionEngine engine, Endpoint client)
    {
        Send(engine, client, Server, TcpControl.Syn, 100, 0);
        Send(engine, Server, client, TcpControl.Syn | TcpControl.Ack, 500, 101);
        Send(engine, client, Server, TcpControl.Ack, 101, 501);
    }

    void Close(ConnectionEngine engine, Endpoint client)
    {
        Send(engine, client, Server, TcpControl.Fin | TcpControl.Ack, 101, 501);
        Send(engine, Server, client, TcpControl.Fin | TcpControl.Ack, 501, 102);
        Send(engine, client, Server, TcpControl.Ack, 102, 502);
    }

    void Send(ConnectionEngine engine, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack)
    {
        _timeNs += 1000;
        engine.Observe(BareSegment.Of(++_frame, _timeNs, from, to, control, seq, ack));
    }
}

using System;
using System.Collections.Generic;
using FinTracer.Segments;
using FinTracer.Tests.TestKit;
using Xunit;

namespace FinTracer.Tests.Tracking;

/// <summary>Nothing is allocated for a segment of a connection that is known: memory follows connections, not packets.</summary>
public sealed class AllocationTests
{
    const int Flows = 50;
    const int MeasuredSegments = 100_000;

    /// <summary>Room for what the runtime does beside us: a tenth of an octet a segment.</summary>
    const long AllowedOctets = 10_000;

    [Fact]
    public void Segments_of_long_lived_flows_allocate_nothing()
    {
        var engine = Engine.Start(_ => { });
        long frame = 0;
        foreach (var segment in Handshakes())
        {
            engine.Observe(segment with { Frame = new(0, ++frame) });
        }

        Talk(engine, 20_000, 0, ref frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Talk(engine, MeasuredSegments, 20_000, ref frame);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= AllowedOctets, $"{allocated} octets for {MeasuredSegments} segments");
    }

    static IEnumerable<Segment> Handshakes()
    {
        for (int flow = 0; flow < Flows; flow++)
        {
            yield return Make(flow, fromClient: true, TcpControl.Syn, 0, 0, 0, 0);
            yield return Make(flow, fromClient: false, TcpControl.Syn | TcpControl.Ack, 0, 1, 0, 1);
            yield return Make(flow, fromClient: true, TcpControl.Ack, 1, 1, 0, 2);
        }
    }

    /// <summary>Requests and answers in turn on all flows, 1 ms apart.</summary>
    static void Talk(ConnectionEngine engine, int segments, int from, ref long frame)
    {
        for (int i = from; i < from + segments; i++)
        {
            int flow = i % Flows, round = i / Flows / 2;
            bool request = i / Flows % 2 == 0;
            uint sent = 1 + ((uint)round * 100), got = sent + (request ? 0u : 100u);
            var segment = Make(flow, request, TcpControl.Ack | TcpControl.Psh, sent, got, 100, i + 3) with { Frame = new(0, ++frame) };
            engine.Observe(segment);
        }
    }

    static Segment Make(int flow, bool fromClient, TcpControl control, uint seq, uint ack, int length, long millisecond)
    {
        var client = Endpoint.FromIpv4(0x0A00_0001, (ushort)(40_000 + flow));
        var server = Endpoint.FromIpv4(0x0A00_0002, 80);
        return new()
        {
            TimestampNs = 1_767_225_600_000_000_000 + (millisecond * 1_000_000),
            Source = fromClient ? client : server,
            Destination = fromClient ? server : client,
            Seq = new(seq + (fromClient ? 1000u : 5000u)),
            Ack = new(ack + (fromClient ? 5000u : 1000u)),
            PayloadLength = length,
            Control = control,
            Window = 65_535,
            HopLimit = 64,
            IpId = (ushort)(millisecond | 1),
        };
    }
}

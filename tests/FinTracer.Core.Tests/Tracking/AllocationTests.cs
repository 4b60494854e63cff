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

    [Fact]
    public void Segments_of_long_lived_flows_allocate_nothing() => Measure(talk: s => s);

    [Fact]
    public void Retransmissions_allocate_nothing() => Measure(talk: s => s with { Seq = s.Seq + (s.Frame.Number % 3 == 0 ? -100 : 0) });

    [Fact]
    public void Segments_out_of_order_and_with_holes_allocate_nothing() => Measure(talk: s => s with { Seq = s.Seq + (int)(s.Frame.Number % 7 * 150) });

    [Fact]
    public void Copies_of_a_segment_allocate_nothing() => Measure(talk: s => s with { PlaceMark = (uint)(s.Frame.Number % 2), Seq = new(5000), Ack = new(9000), IpId = 1 });

    [Fact]
    public void Resets_and_late_segments_without_end_allocate_nothing()
        => Measure(talk: s => s with { Control = s.Frame.Number % 2 == 0 ? TcpControl.Rst : s.Control });

    [Fact]
    public void Repeated_FINs_and_their_ACKs_allocate_nothing()
        => Measure(talk: s => s with { Control = s.Control | TcpControl.Fin, PayloadLength = 0, Seq = s.Source.Port == 80 ? new(5001) : new(1001), Ack = s.Source.Port == 80 ? new(1002) : new(5002) });

    static void Measure(Func<Segment, Segment> talk)
    {
        var engine = Engine.Start(_ => { });
        long frame = 0;
        foreach (var segment in Handshakes())
        {
            engine.Observe(segment with { Frame = new(0, ++frame) });
        }

        Talk(engine, talk, 20_000, 0, ref frame);
        Allocation.None(MeasuredSegments, () => Talk(engine, talk, MeasuredSegments, 20_000, ref frame));
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
    static void Talk(ConnectionEngine engine, Func<Segment, Segment> talk, int segments, int from, ref long frame)
    {
        for (int i = from; i < from + segments; i++)
        {
            int flow = i % Flows, round = i / Flows / 2;
            bool request = i / Flows % 2 == 0;
            uint sent = 1 + ((uint)round * 100), got = sent + (request ? 0u : 100u);
            var segment = Make(flow, request, TcpControl.Ack | TcpControl.Psh, sent, got, 100, i + 3) with { Frame = new(0, ++frame) };
            engine.Observe(talk(segment));
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

using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tests.TestKit.Wire;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>Clocks that jump: a connection's fate depends on its own segments, not on one frame of another with a time from elsewhere.</summary>
public sealed class BrokenClockTests
{
    const long Second = 1_000_000_000;
    const long Hour = 3600 * Second;
    const long Start = 1_700_000_000 * Second;
    const long Greatest = (1L << 62) - 1;

    static readonly byte[] Clock = FrameWriter.WriteClockFrame();

    /// <summary>One frame from elsewhere in time; the handshakes and closes around it take longer than the engine's look at the clock.</summary>
    [Theory]
    [InlineData(Greatest)]
    [InlineData(-Greatest)]
    [InlineData(0)]
    public void One_frame_from_another_century_cuts_no_connection(long brokenNs)
    {
        List<MemoryFrame> frames = [ClockAt(brokenNs), .. Filler(Start)];
        frames.AddRange(Connection(Start, between: 5000));
        frames.InsertRange(frames.Count / 2, [ClockAt(brokenNs)]);
        ConnectionReport report = Assert.Single(Trace(frames));
        Assert.Equal((CloseKind.Graceful, ActiveCloser.Initiator, 7L), (report.Close.Kind, report.Close.ActiveCloser, report.InitiatorSent.Segments + report.ResponderSent.Segments));
    }

    /// <summary>The capturing host's clock is set back by an hour, and the capture goes on.</summary>
    [Fact]
    public void A_clock_set_back_cuts_no_connection_that_begins_after_it()
    {
        List<MemoryFrame> frames = [.. Filler(Start), .. Filler(Start - Hour), .. Connection(Start - Hour, between: 5000)];
        ConnectionReport report = Assert.Single(Trace(frames));
        Assert.Equal((CloseKind.Graceful, 7L), (report.Close.Kind, report.InitiatorSent.Segments + report.ResponderSent.Segments));
    }

    /// <summary>Two interfaces, one of which is ten minutes behind.</summary>
    [Fact]
    public void An_interface_whose_clock_is_behind_keeps_its_connections_whole()
    {
        List<MemoryFrame> frames = [];
        foreach (MemoryFrame frame in Connection(Start - (600 * Second), between: 5000))
        {
            frames.Add(frame);
            frames.Add(ClockAt(Start + (frames.Count * 1000L)));
        }
        Assert.Equal(CloseKind.Graceful, Assert.Single(Trace(frames)).Close.Kind);
    }

    static IReadOnlyList<ConnectionReport> Trace(List<MemoryFrame> frames) => TestKit.Engine.TraceFrames(new MemoryFrameSource(LinkType.Ethernet, frames));

    static MemoryFrame ClockAt(long timeNs) => new(timeNs, (uint)Clock.Length, Clock);

    static IEnumerable<MemoryFrame> Filler(long startNs) => Enumerable.Range(0, 5000).Select(i => ClockAt(startNs + (i * 1000L)));

    static IEnumerable<MemoryFrame> Connection(long startNs, int between)
    {
        (bool FromClient, TcpControl Control, uint Seq, uint Ack)[] steps =
        [
            (true, TcpControl.Syn, 100, 0), (false, TcpControl.Syn | TcpControl.Ack, 500, 101), (true, TcpControl.Ack, 101, 501),
            (true, TcpControl.Fin | TcpControl.Ack, 101, 501), (false, TcpControl.Ack, 501, 102), (false, TcpControl.Fin | TcpControl.Ack, 501, 102), (true, TcpControl.Ack, 102, 502),
        ];
        Endpoint client = Endpoint.FromIpv4(0x0a00_0001, 40_000), server = Endpoint.FromIpv4(0x0a00_0002, 80);
        long time = startNs;
        foreach ((bool fromClient, TcpControl control, uint seq, uint ack) in steps)
        {
            byte[] octets = FrameWriter.Write(new Segment
            {
                TimestampNs = time,
                Source = fromClient ? client : server,
                Destination = fromClient ? server : client,
                Control = control,
                Seq = new(seq),
                Ack = new(ack),
                Window = 1000,
                HopLimit = 64,
            });
            yield return new(time, (uint)octets.Length, octets);
            for (int i = 0; i < between; i++) { yield return ClockAt(time += 1000); }
        }
    }
}

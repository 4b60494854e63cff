using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Hostile;

/// <summary>When memory is freed shows in no report: what a connection was does not depend on how often the clock is looked at, and so not on other traffic.</summary>
public sealed class ForgettingTests
{
    const long Second = 1_000_000_000;
    const long Start = 1_700_000_000 * Second;

    static readonly Endpoint Client = Endpoint.FromIpv4(0x0a00_0001, 40_000);
    static readonly Endpoint Server = Endpoint.FromIpv4(0x0a00_0002, 80);

    /// <summary>Somebody sends a SYN in the name of an idle connection; ten minutes later it goes on and closes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_SYN_that_nobody_answers_ends_no_idle_connection(bool challenged)
    {
        List<Segment> segments =
        [
            Of(0, Client, TcpControl.Syn, 100, 0), Of(0.01, Server, TcpControl.Syn | TcpControl.Ack, 500, 101), Of(0.02, Client, TcpControl.Ack, 101, 501),
            Of(1, Client, TcpControl.Syn, 9_000_000, 0),
            .. challenged ? [Of(1.01, Server, TcpControl.Ack, 501, 101)] : Enumerable.Empty<Segment>(),
            Of(600, Client, TcpControl.Ack | TcpControl.Psh, 101, 501, payload: 10), Of(600.01, Server, TcpControl.Ack, 501, 111),
            Of(601, Client, TcpControl.Fin | TcpControl.Ack, 111, 501), Of(601.01, Server, TcpControl.Fin | TcpControl.Ack, 501, 112), Of(601.02, Client, TcpControl.Ack, 112, 502),
        ];
        for (int i = 0; i < segments.Count; i++) { segments[i] = segments[i] with { Frame = new FrameId(0, i + 1) }; }

        ConnectionReport seldom = Assert.Single(Trace(segments, often: false));
        ConnectionReport often = Assert.Single(Trace(segments, often: true));

        Assert.Equal((CloseKind.Graceful, ActiveCloser.Initiator), (often.Close.Kind, often.Close.ActiveCloser));
        Assert.Equal((seldom.FirstFrame, seldom.LastFrame, seldom.Close.Kind, seldom.InitiatorSent, seldom.ResponderSent), (often.FirstFrame, often.LastFrame, often.Close.Kind, often.InitiatorSent, often.ResponderSent));
    }

    /// <summary>A SYN without answer, on a connection that is over, waits as long as any: then both are told, and what comes later is another connection.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_after_an_unanswered_SYN_has_been_given_up_is_another_connection(bool often)
    {
        List<Segment> segments =
        [
            Of(0, Client, TcpControl.Syn, 100, 0), Of(0.01, Server, TcpControl.Rst | TcpControl.Ack, 0, 101),
            Of(1, Client, TcpControl.Syn, 9_000_000, 0),
            Of(2000, Client, TcpControl.Syn, 8_000_000, 0),
        ];
        for (int i = 0; i < segments.Count; i++) { segments[i] = segments[i] with { Frame = new FrameId(0, i + 1) }; }

        List<ConnectionReport> reports = Trace(segments, often);

        Assert.Equal([1L, 3L, 4L], reports.Select(report => report.FirstFrame.Number));
        Assert.Equal(1, reports[^1].Incarnation); // nothing is remembered of the others
    }

    static List<ConnectionReport> Trace(List<Segment> segments, bool often)
    {
        List<ConnectionReport> reports = [];
        var engine = new ConnectionEngine(new TraceOptions { HashSeed = 1, AtHand = 0 }, reports.Add);
        for (int i = 0; i < segments.Count; i++)
        {
            engine.Observe(segments[i]);
            if (often && i + 1 < segments.Count)
            {
                engine.AdvanceClock(segments[i + 1].TimestampNs);
                engine.AdvanceClock(segments[i + 1].TimestampNs);
            }
        }
        engine.Complete(segments[^1].TimestampNs);
        return reports;
    }

    static Segment Of(double second, Endpoint source, TcpControl control, uint seq, uint ack, int payload = 0) => new()
    {
        TimestampNs = Start + (long)(second * Second),
        Source = source,
        Destination = source == Client ? Server : Client,
        Control = control,
        Seq = new(seq),
        Ack = new(ack),
        PayloadLength = payload,
        Window = 1000,
        HopLimit = 64,
        IpId = (ushort)(second * 100),
    };
}

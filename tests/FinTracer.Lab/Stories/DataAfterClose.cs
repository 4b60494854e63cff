using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Data that meets an endpoint whose application has closed: the RST that surprises people most.</summary>
internal static class DataAfterClose
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("data-after-close")
            .Tells("The server closes; the client has seen the end of the stream and writes all the same. The orphan in FIN_WAIT_2 answers with a RST.")
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_TIMEWAIT_SOCKET", "data_after_close"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                t.Quiet();
                c.Client.Send(100);
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("data-crossed-fin")
            .Tells("The server closes while the client's next request is on its way to it: the data was sent before the FIN could be seen.")
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_ABORT_ON_DATA", "data_crossed_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var request = t.Middle.Hold(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                request.Await();
                c.Server.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Server));
                request.Release();
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("data-acknowledging-fin")
            .Tells("The server closes; the client reads the end and writes so quickly that its data carries the first ACK of the FIN.")
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_ABORT_ON_DATA", "data_after_close"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                c.Client.Send(100);
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("data-crossed-fin-stream")
            .Tells("The server closes while ten segments of the client are on their way to it: each one draws its own RST.")
            .Expects(Expect.AbortedAfterFin(Side.Server)
                .Reset(Side.Server, "TCP_ABORT_ON_DATA", "data_crossed_fin").Resets1OrMore(Side.Server, "TCP_FLAGS", "data_crossed_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.NoDelay();
                t.Quiet();
                var stream = t.Middle.Hold(SegmentMatch.Data(Side.Client));
                for (int i = 0; i < 10; i++)
                {
                    c.Client.Send(500);
                }

                stream.Await(10);
                c.Server.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Server));
                stream.Release();
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("keepalive-race")
            .Tells("Two idle connections of a pool, which the server closes: the client's next request crosses the FIN on one, and is written after it on the other.")
            .Expects(
                Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_ABORT_ON_DATA", "data_crossed_fin"),
                Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_TIMEWAIT_SOCKET", "data_after_close"))
            .Plays(t =>
            {
                var crossing = t.Open().Exchange();
                var stale = t.Open().Exchange();
                Stage.Wait(1000);
                var request = t.Middle.Hold(SegmentMatch.Data(Side.Client).OfPort(crossing.ClientPort));
                crossing.Client.Send(100);
                request.Await();
                crossing.Server.Close();
                stale.Server.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Server), 2);
                request.Release();
                t.Quiet();
                stale.Client.Send(100);
                t.Quiet();
                crossing.Client.Close();
                stale.Client.Close();
            }),

        Scenario.Named("fin-wait-2-expired-early")
            .Tells("The server closes and waits in FIN_WAIT_2 for one second only (tcp_fin_timeout); the client writes after that.")
            .Server("net.ipv4.tcp_fin_timeout", 1)
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_FLAGS", "fin_wait_2_expired")
                .Unseen("The setting is not in the packets: so soon after the FIN it looks like data after close in FIN_WAIT_2."))
            .Plays(t => WriteAfterFinWait2(t, 1600)),

        Scenario.Named("fin-wait-2-expired-data")
            .Tells("The server closes; a minute later its orphan in FIN_WAIT_2 has expired, and the client's data meets nothing.")
            .Slow()
            .Server("net.ipv4.tcp_fin_timeout", 58)
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_FLAGS", "fin_wait_2_expired"))
            .Notices("tcp_fin_timeout is 58 s instead of 60 s, so that the kernel's timers tell FIN_WAIT_2 from TIME_WAIT.")
            .Plays(t => WriteAfterFinWait2(t, 63_000)),

        Scenario.Named("fin-wait-2-expired-fin")
            .Tells("The server closes; a minute later its orphan in FIN_WAIT_2 has expired, and the client's FIN meets nothing.")
            .Slow()
            .Server("net.ipv4.tcp_fin_timeout", 58)
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_FLAGS", "fin_wait_2_expired"))
            .Notices("tcp_fin_timeout is 58 s instead of 60 s, so that the kernel's timers tell FIN_WAIT_2 from TIME_WAIT.")
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                Stage.Wait(63_000);
                c.Client.Close();
            }),
    ];

    static void WriteAfterFinWait2(Stage t, int milliseconds)
    {
        var c = t.Open().Exchange();
        c.Server.Close();
        _ = c.Client.ReceiveToEnd();
        Stage.Wait(milliseconds);
        c.Client.Send(100);
        t.Quiet();
        c.Client.Close();
    }
}

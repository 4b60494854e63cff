using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Closes over a path that loses, repeats and reorders.</summary>
internal static class Losses
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("fin-lost")
            .Tells("The client's FIN is lost once behind the middle and sent again; meanwhile the server has nothing to say.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.Fin(Side.Client));
                c.Client.Close();
                lost.Await();
                _ = c.Server.ReceiveToEnd();
                c.Server.Close();
            }),

        Scenario.Named("last-ack-lost")
            .Tells("The client closes first; its ACK of the server's FIN is lost, so that the server sends its FIN again and TIME_WAIT answers.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.PureAck(Side.Client));
                c.Server.Close();
                lost.Await();
                t.Middle.Await(SegmentMatch.Fin(Side.Server), 2);
            }),

        Scenario.Named("fin-lost-often")
            .Tells("The client's FIN is lost three times in a row.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                _ = t.Middle.Lose(SegmentMatch.Fin(Side.Client), times: 3);
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                c.Server.Close();
            }),

        Scenario.Named("fin-lost-before-the-middle")
            .Tells("The client's FIN is lost on its first hop, so that the middle never sees the first copy.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                _ = t.Middle.Lose(SegmentMatch.Fin(Side.Client), beforeTap: true);
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                c.Server.Close();
            }),

        Scenario.Named("simultaneous-close-first-fin-lost")
            .Tells("The client's FIN is lost; the server, not knowing of it, closes by itself before the FIN comes again. Both hold TIME_WAIT.")
            .Expects(Expect.Simultaneous())
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.Fin(Side.Client));
                c.Client.Close();
                lost.Await();
                c.Server.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Client), 2);
            }),

        Scenario.Named("last-ack-lost-often")
            .Tells("The client's last ACK and its repetitions are lost, so that the server sends its FIN four times; each one starts TIME_WAIT anew.")
            .Expects(Expect.Graceful(Side.Client))
            .Notices("A TIME_WAIT socket answers at most twice a second (tcp_invalid_ratelimit): not every repeated FIN draws an ACK.")
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                var lost = t.Middle.LoseAll(SegmentMatch.PureAck(Side.Client));
                c.Server.Close();
                for (int copy = 2; copy <= 4; copy++)
                {
                    t.Middle.Await(SegmentMatch.Fin(Side.Server), copy);
                    t.Quiet();
                    t.Snapshot($"after the server's FIN number {copy}");
                }

                lost.Stop();
                t.Middle.Await(SegmentMatch.Fin(Side.Server), 5);
            }),

        Scenario.Named("fin-beyond-a-hole")
            .Tells("The client's last data is lost and its FIN arrives before them: the FIN counts when the hole is filled.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                _ = t.Middle.Lose(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                c.Server.Close();
            }),

        Scenario.Named("fin-overtakes-data")
            .Tells("Nothing is lost, but the client's FIN arrives before its last data.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var data = t.Middle.Hold(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                c.Client.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Client));
                data.Release();
                _ = c.Server.ReceiveToEnd();
                c.Server.Close();
            }),

        Scenario.Named("last-ack-duplicated")
            .Tells("The path delivers the client's last ACK twice: the server is closed after the first and answers the second with a RST, which ends the client's TIME_WAIT.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "late_ack")
                .Unseen("At the client's vantage the last ACK is there only once."))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                _ = t.Middle.Duplicate(SegmentMatch.PureAck(Side.Client));
                c.Server.Close();
            }),

        Scenario.Named("fin-duplicated")
            .Tells("The path delivers the server's FIN twice: TIME_WAIT answers the second, the server, closed by then, answers that ACK with a RST.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "time_wait_assassination"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                _ = t.Middle.Duplicate(SegmentMatch.Fin(Side.Server));
                c.Server.Close();
            }),
    ];
}

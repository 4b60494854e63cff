using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>One end has lost its state or cannot be reached: half-open connections, timeouts, challenge ACKs.</summary>
internal static class HalfOpen
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("half-open-data")
            .Tells("The server restarts and knows the connection no more; the client's next request draws a RST.")
            .Expects(Expect.Aborted(null).Reset(Side.Server, "TCP_FLAGS", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Server.Forget();
                c.Client.Send(100);
            }),

        Scenario.Named("half-open-fin")
            .Tells("The server restarts and knows the connection no more; the client closes, and its FIN draws a RST.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Server, "TCP_FLAGS", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Server.Forget();
                c.Client.Close();
            }),

        Scenario.Named("half-open-new-syn")
            .Tells("The client restarts and connects from the same port: the server's old connection answers the SYN with a challenge ACK, the client answers that with a RST, and its repeated SYN is accepted.")
            .Expects(
                Expect.Aborted(null).Reset(Side.Client, "TCP_INVALID_ACK_SEQUENCE", "challenge_ack_answer").OutlivesNextSyn(),
                Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Client.Forget();
                t.Open(Stage.FirstClientPort, reuse: true).Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("challenge-ack-by-rst")
            .Tells("The client's last data is lost and it aborts: its RST is ahead of what the server expects, draws a challenge ACK, and the client's second RST fits.")
            .Expects(Expect.Aborted(Side.Client)
                .Reset(Side.Client, "TCP_STATE", "abort", "linger_zero").Reset(Side.Client, "NO_SOCKET", "challenge_ack_answer"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                lost.Await();
                c.Client.Abort();
            }),

        Scenario.Named("keepalive-timeout")
            .Tells("The client cannot be reached any more; the server's keep-alive probes stay unanswered, and it aborts.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_KEEPALIVE_TIMEOUT", "abort", "keepalive_timeout"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Server.KeepAlive(idleSeconds: 1, intervalSeconds: 1, probes: 2);
                t.Quiet();
                _ = t.Middle.LoseAll(SegmentMatch.Anything(Side.Client), beforeTap: true);
                t.Middle.Await(SegmentMatch.Rst(Side.Server));
            }),

        Scenario.Named("user-timeout")
            .Tells("The client's data is never acknowledged; TCP_USER_TIMEOUT ends its socket without a packet. What the server sends later draws a RST.")
            .Expects(Expect.Aborted(null).Reset(Side.Client, "NO_SOCKET", "half_open")
                .Unseen("That the client has given up leaves no packet of its own."))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Client.UserTimeout(700);
                var lost = t.Middle.LoseAll(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                c.Client.ReceiveToEnd().MustBe("ETIMEDOUT");
                lost.Stop();
                c.Server.Send(300);
            }),

        Scenario.Named("fin-never-acknowledged")
            .Tells("The server closes after the client's user timeout: its FIN draws the RST.")
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Client, "NO_SOCKET", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Client.UserTimeout(700);
                var lost = t.Middle.LoseAll(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                c.Client.ReceiveToEnd().MustBe("ETIMEDOUT");
                lost.Stop();
                c.Server.Close();
            }),
    ];
}

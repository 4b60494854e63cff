using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Segments that turn up when the connection is over.</summary>
internal static class LateSegments
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("late-data-to-closed")
            .Tells("A copy of the client's request, delayed in the network, reaches the server after it has closed second: it meets nothing and draws a RST, which the client's TIME_WAIT ignores.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "late_duplicate"))
            .Plays(t => LateCopy(t, SegmentMatch.Data(Side.Client), Side.Client)),

        Scenario.Named("late-ack-to-closed")
            .Tells("A copy of an early ACK of the client reaches the server after it has closed second.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "late_ack"))
            .Plays(t => LateCopy(t, SegmentMatch.PureAck(Side.Client), Side.Client)),

        Scenario.Named("late-fin-to-closed")
            .Tells("A copy of the client's FIN reaches the server after it has closed second.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "late_fin"))
            .Plays(t => LateCopy(t, SegmentMatch.Fin(Side.Client), Side.Client)),

        Scenario.Named("time-wait-assassinated")
            .Tells("A copy of the client's request reaches the server's TIME_WAIT, which answers with an ACK; the client is long closed and answers that with a RST, which ends TIME_WAIT (RFC 1337).")
            .Expects(Expect.Graceful(Side.Server).Reset(Side.Client, "NO_SOCKET", "time_wait_assassination"))
            .Plays(t => LateCopy(t, SegmentMatch.Data(Side.Client), Side.Server)),

        Scenario.Named("time-wait-survives-rst")
            .Tells("The same with net.ipv4.tcp_rfc1337=1 at the server: TIME_WAIT ignores the RST.")
            .Server("net.ipv4.tcp_rfc1337", 1)
            .Expects(Expect.Graceful(Side.Server).Reset(Side.Client, "NO_SOCKET", "time_wait_assassination")
                .Unseen("The setting is not in the packets: whether TIME_WAIT went on is only to be seen if something else reaches it."))
            .Plays(t => LateCopy(t, SegmentMatch.Data(Side.Client), Side.Server)),

        Scenario.Named("late-data-heals-last-ack")
            .Tells("The client's last ACK is lost. Before the server repeats its FIN, a late copy of its answer reaches the client's TIME_WAIT: the ACK that it draws closes the server.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var copy = t.Middle.KeepCopy(SegmentMatch.Data(Side.Server));
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.PureAck(Side.Client));
                c.Server.Close();
                lost.Await();
                copy.Release();
            }),

        Scenario.Named("late-after-time-wait")
            .Tells("A copy of the client's request reaches the server after its TIME_WAIT is over: nothing is left that would know it.")
            .Slow()
            .Expects(Expect.Graceful(Side.Server).Reset(Side.Server, "TCP_FLAGS", "late_duplicate"))
            .Plays(t =>
            {
                var copy = t.Middle.KeepCopy(SegmentMatch.Data(Side.Client));
                t.Open().Exchange().CloseFrom(Side.Server);
                Stage.Wait(64_500);
                t.Snapshot("TIME_WAIT is over");
                copy.Release();
            }),

        Scenario.Named("time-wait-expires")
            .Tells("A close as usual, and the capture goes on until the kernel's TIME_WAIT is over.")
            .Slow()
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                t.Open().Exchange().CloseFrom(Side.Client);
                Stage.Wait(64_500);
            }),

        Scenario.Named("time-wait-not-kept")
            .Tells("The client may keep no TIME_WAIT at all (tcp_max_tw_buckets 0): it has forgotten the connection when the server's FIN comes, and answers with a RST.")
            .Client("net.ipv4.tcp_max_tw_buckets", 0)
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Client, "NO_SOCKET", "time_wait_not_kept"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                c.Server.Close();
            }),

        Scenario.Named("time-wait-not-kept-unseen")
            .Tells("The same, but the client has only shut down its sending side: its full socket acknowledges the server's FIN, and no TIME_WAIT follows.")
            .Client("net.ipv4.tcp_max_tw_buckets", 0)
            .Expects(Expect.Graceful(Side.Client).TimeWait()
                .Unseen("Every packet is that of a normal close; that the kernel kept no TIME_WAIT is not to be seen."))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndSending();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                c.Client.Close();
            }),
    ];

    /// <summary>A whole connection, and a copy of one of its segments after the end.</summary>
    static void LateCopy(Stage t, SegmentMatch match, Side first)
    {
        var copy = t.Middle.KeepCopy(match);
        var c = t.Open().Exchange();
        t.Quiet();
        c.CloseFrom(first);
        t.Quiet();
        t.Snapshot("closed");
        copy.Release();
    }
}

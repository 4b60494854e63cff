using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Closes by a RST that an endpoint chose to send, and RSTs that answer segments nobody wants.</summary>
internal static class Aborts
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("abort-by-client")
            .Tells("After an exchange the client closes with SO_LINGER 0: a RST instead of a FIN.")
            .Expects(Expect.Aborted(Side.Client).Reset(Side.Client, "TCP_STATE", "abort", "linger_zero"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Client.Abort();
            }),

        Scenario.Named("abort-by-server")
            .Tells("After an exchange the server closes with SO_LINGER 0: a RST instead of a FIN.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_STATE", "abort", "linger_zero"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                c.Server.Abort();
            }),

        Scenario.Named("unread-data")
            .Tells("The server closes without having read the request: its kernel answers for it with a RST.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_ABORT_ON_CLOSE", "abort", "unread_data"))
            .Plays(t =>
            {
                var c = t.Open();
                c.Client.Send(100);
                t.Quiet();
                c.Server.Close();
            }),

        Scenario.Named("unread-data-after-answer")
            .Tells("The server answers the first request and closes while a second one lies unread: the answer may be lost to the RST.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_ABORT_ON_CLOSE", "abort", "unread_data"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Send(100);
                t.Quiet();
                c.Server.Close();
            }),

        Scenario.Named("unread-data-in-close-wait")
            .Tells("The client sends a request and closes; the server closes without having read it.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Server, "TCP_ABORT_ON_CLOSE", "abort", "unread_data"))
            .Plays(t =>
            {
                var c = t.Open();
                c.Client.Send(100);
                c.Client.Close();
                t.Quiet();
                c.Server.Close();
            }),

        Scenario.Named("end-receiving")
            .Tells("The client gives up reading by shutdown(SHUT_RD), which sends nothing; what the server writes is acknowledged all the same, and unread when the client closes.")
            .Expects(Expect.Aborted(Side.Client).Reset(Side.Client, "TCP_ABORT_ON_CLOSE", "abort", "unread_data"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndReceiving();
                c.Server.Send(300);
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("abort-after-handshake")
            .Tells("The client connects and aborts at once, as some health checks do.")
            .Expects(Expect.Aborted(Side.Client).Reset(Side.Client, "TCP_STATE", "abort", "linger_zero"))
            .Plays(t => t.Open().Client.Abort()),

        Scenario.Named("abort-after-own-fin")
            .Tells("The client ends its sending side, waits, and aborts in FIN_WAIT_2.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Client, "TCP_STATE", "abort", "after_own_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndSending();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                c.Client.Abort();
            }),

        Scenario.Named("abort-by-server-after-own-fin")
            .Tells("The server ends its sending side, waits, and aborts in FIN_WAIT_2 with SO_LINGER 0.")
            .Expects(Expect.AbortedAfterFin(Side.Server).Reset(Side.Server, "TCP_STATE", "abort", "after_own_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Server.EndSending();
                _ = c.Client.ReceiveToEnd();
                t.Quiet();
                c.Server.Abort();
            }),

        Scenario.Named("abort-in-fin-wait-1")
            .Tells("The ACK of the client's FIN is lost on its first hop, and the client aborts with SO_LINGER 0 while it waits for it in FIN_WAIT_1.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Client, "TCP_STATE", "abort", "after_own_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.PureAck(Side.Server), beforeTap: true);
                c.Client.EndSending();
                lost.Await();
                c.Client.Abort();
            }),

        Scenario.Named("abort-in-close-wait")
            .Tells("The client ends its sending side; the server answers the FIN with an abort.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Server, "TCP_STATE", "abort", "linger_zero"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndSending();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                c.Server.Abort();
            }),

        Scenario.Named("aborts-crossed")
            .Tells("Both hosts abort at the same time: the RSTs cross, and nobody answers a RST.")
            .Expects(Expect.AbortedBoth()
                .Reset(Side.Client, "TCP_STATE", "abort", "linger_zero").Reset(Side.Server, "TCP_STATE", "abort", "linger_zero"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var rst = t.Middle.Hold(SegmentMatch.Rst(Side.Client));
                c.Client.Abort();
                rst.Await();
                c.Server.Abort();
                t.Middle.Await(SegmentMatch.Rst(Side.Server));
                rst.Release();
            }),

        Scenario.Named("abort-lost")
            .Tells("The client's RST is lost; the server writes later, and the client, where nothing is left, answers with another RST.")
            .Expects(Expect.Aborted(Side.Client)
                .Reset(Side.Client, "TCP_STATE", "abort", "linger_zero").Reset(Side.Client, "NO_SOCKET", "late_data")
                .Unseen("At the server's vantage the first RST is not in the capture: there the second looks like a half-open connection's."))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var lost = t.Middle.Lose(SegmentMatch.Rst(Side.Client));
                c.Client.Abort();
                lost.Await();
                c.Server.Send(300);
            }),

        Scenario.Named("data-crossed-abort")
            .Tells("The server aborts while a request is on its way to it: the request meets nothing and draws a second RST.")
            .Expects(Expect.Aborted(Side.Server)
                .Reset(Side.Server, "TCP_STATE", "abort", "linger_zero").Reset(Side.Server, "TCP_FLAGS", "late_data"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var request = t.Middle.Hold(SegmentMatch.Data(Side.Client));
                c.Client.Send(100);
                request.Await();
                c.Server.Abort();
                t.Middle.Await(SegmentMatch.Rst(Side.Server));
                request.Release();
            }),

        Scenario.Named("abort-by-linger2")
            .Tells("TCP_LINGER2 is negative: the client ends its sending side, and close(2) in FIN_WAIT_2 aborts instead of waiting for the server's FIN.")
            .Expects(Expect.AbortedAfterFin(Side.Client).Reset(Side.Client, "TCP_ABORT_ON_LINGER", "abort", "after_own_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.FinWait2Timeout(-1);
                c.Client.EndSending();
                _ = c.Server.ReceiveToEnd();
                t.Quiet();
                c.Client.Close();
            }),

        Scenario.Named("listener-closed")
            .Tells("A connection waits in the accept queue when the server closes its listening socket: the kernel aborts it.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_STATE", "abort", "listener_closed"))
            .Plays(t =>
            {
                var listener = t.Listener;
                t.TryConnect(t.NewClient()).MustBe(null);
                t.Quiet();
                listener.Close();
            }),

        Scenario.Named("socket-killed")
            .Tells("The administrator of the server kills the connection with ss -K.")
            .Expects(Expect.Aborted(Side.Server).Reset(Side.Server, "TCP_STATE", "abort")
                .Unseen("ss -K, SO_LINGER 0 and an exiting process look the same on the wire."))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                _ = t.Server.Run("ss", "-K", "state", "established", "dport", "=", $":{c.ClientPort}");
            }),
    ];
}

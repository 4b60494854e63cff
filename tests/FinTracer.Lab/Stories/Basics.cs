using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>The plain ways to close.</summary>
internal static class Basics
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("client-closes-first")
            .Tells("A request and its answer; then the client closes. The server sees the end, acknowledges it, and closes a little later.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t => CloseInFourSegments(t, Side.Client)),

        Scenario.Named("server-closes-first")
            .Tells("A request and its answer; then the server closes. The client sees the end, acknowledges it, and closes a little later.")
            .Expects(Expect.Graceful(Side.Server))
            .Plays(t => CloseInFourSegments(t, Side.Server)),

        Scenario.Named("three-segment-close")
            .Tells("The client closes, and the server closes as soon as it reads the end: its FIN carries the ACK of the client's FIN.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t => t.Open().Exchange().CloseFrom(Side.Client)),

        Scenario.Named("fin-with-data")
            .Tells("The server's answer and its FIN travel in one segment, held back until close by a corked socket.")
            .Expects(Expect.Graceful(Side.Server))
            .Plays(t =>
            {
                var c = t.Open();
                c.Client.Send(100);
                c.Server.Receive(100);
                c.Server.Cork();
                c.Server.Send(300);
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                c.Client.Close();
            }),

        Scenario.Named("simultaneous-close")
            .Tells("Both hosts close at the same time: the FINs cross on the wire, and both hold TIME_WAIT.")
            .Expects(Expect.Simultaneous())
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                var fins = t.Middle.Hold(SegmentMatch.Fin(Side.Client));
                c.Client.Close();
                fins.Await();
                c.Server.Close();
                t.Middle.Await(SegmentMatch.Fin(Side.Server));
                fins.Release();
            }),

        Scenario.Named("half-close-with-data")
            .Tells("The client ends its sending side with shutdown(SHUT_WR); the server goes on sending for a while and closes then.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndSending();
                _ = c.Server.ReceiveToEnd();
                for (int i = 0; i < 5; i++)
                {
                    Stage.Wait(50);
                    c.Server.Send(500);
                }

                c.Client.Receive(2500);
                c.Server.Close();
                _ = c.Client.ReceiveToEnd();
                c.Client.Close();
            }),

        Scenario.Named("no-data")
            .Tells("The client connects and closes without a word; the server closes when it sees the end.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t => t.Open().CloseFrom(Side.Client)),

        Scenario.Named("still-open")
            .Tells("An exchange, and the capture ends while both sides are connected.")
            .Expects(Expect.Open())
            .Plays(t => t.Open().Exchange()),

        Scenario.Named("close-wait-leak")
            .Tells("The client closes, and the server never does: it stays in CLOSE_WAIT, the client's kernel waits in FIN_WAIT_2.")
            .Expects(Expect.HalfClosed(Side.Client))
            .Notices("The capture ends before the client's orphan gives up (tcp_fin_timeout).")
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.Close();
                _ = c.Server.ReceiveToEnd();
                c.Server.WaitFor("CLOSE-WAIT");
            }),

        Scenario.Named("fin-behind-zero-window")
            .Tells("The server writes more than the client's window takes and closes; its FIN has to wait until the client reads, 300 ms later.")
            .Expects(Expect.Graceful(Side.Server))
            .Notices("The server's socket is in FIN_WAIT_1 from the close on, long before its FIN is on the wire.")
            .Plays(t =>
            {
                var client = t.NewClient();
                client.ReceiveBuffer(4096);
                var c = t.Open(client);
                c.Client.Send(100);
                c.Server.Receive(100);
                c.Server.Send(16_000);
                c.Server.Close();
                Stage.Wait(300);
                t.Snapshot("the FIN waits");
                _ = c.Client.ReceiveToEnd();
                c.Client.Close();
            }),
    ];

    static void CloseInFourSegments(Stage t, Side first)
    {
        var c = t.Open().Exchange();
        c[first].Close();
        _ = c[first.Other].ReceiveToEnd();
        t.Quiet();
        c[first.Other].Close();
    }
}

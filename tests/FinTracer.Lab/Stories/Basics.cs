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

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

        Scenario.Named("refused")
            .Tells("Nobody listens on the port: the SYN is answered with a RST.")
            .Expects(Expect.Refused().Reset(Side.Server, "NO_SOCKET", "refused"))
            .Plays(t => t.TryConnect(t.NewClient()).MustBe("ECONNREFUSED")),
    ];
}

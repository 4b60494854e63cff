using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Four-tuples that come back while their last incarnation is still in TIME_WAIT.</summary>
internal static class Reuse
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("time-wait-reused-by-client")
            .Tells("The server holds TIME_WAIT; the client connects again from the same port, and the SYN replaces TIME_WAIT with the new connection.")
            .Expects(Expect.Graceful(Side.Server), Expect.Graceful(Side.Server))
            .Plays(t =>
            {
                t.Open().Exchange().CloseFrom(Side.Server);
                t.Quiet();
                t.Snapshot("TIME_WAIT at the server");
                t.Open(Stage.FirstClientPort, reuse: true).Exchange().CloseFrom(Side.Server);
            }),

        Scenario.Named("tuple-reused-five-times")
            .Tells("Five connections, one after the other, from the same port; the server closes each first.")
            .Expects(
                Expect.Graceful(Side.Server),
                Expect.Graceful(Side.Server),
                Expect.Graceful(Side.Server),
                Expect.Graceful(Side.Server),
                Expect.Graceful(Side.Server))
            .Plays(t =>
            {
                for (int i = 0; i < 5; i++)
                {
                    t.Open(Stage.FirstClientPort, reuse: true).Exchange().CloseFrom(Side.Server);
                    t.Quiet();
                }
            }),

        Scenario.Named("time-wait-reused-by-holder")
            .Tells("The client holds TIME_WAIT and, with net.ipv4.tcp_tw_reuse=1, takes its own port for a new connection after one second.")
            .OnlyWithTimestamps()
            .Client("net.ipv4.tcp_tw_reuse", 1)
            .Expects(Expect.Graceful(Side.Client), Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                t.Open(Stage.FirstClientPort, reuse: true).Exchange().CloseFrom(Side.Client);
                Stage.Wait(1300);
                t.Snapshot("TIME_WAIT at the client");
                t.Open(Stage.FirstClientPort, reuse: true).Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("time-wait-reused-lower-isn")
            .Tells("The server holds TIME_WAIT; the client's new SYN has a lower initial sequence number, but a newer time stamp, and is accepted (RFC 6191).")
            .OnlyWithTimestamps()
            .Expects(Expect.Graceful(Side.Server), Expect.Graceful(Side.Server))
            .Plays(SameTupleWithLowerNumber),

        Scenario.Named("syn-in-time-wait")
            .Tells("The same without time stamps: TIME_WAIT answers the SYN with an ACK, the client answers that with a RST, which ends TIME_WAIT, and its repeated SYN opens the connection a second later.")
            .OnlyWithoutTimestamps()
            .Expects(
                Expect.Graceful(Side.Server).Reset(Side.Client, "TCP_INVALID_ACK_SEQUENCE", "syn_in_time_wait").OutlivesNextSyn(),
                Expect.Graceful(Side.Server))
            .Plays(SameTupleWithLowerNumber),

        Scenario.Named("stray-into-next-incarnation")
            .Tells("A copy of the first connection's request turns up in the second one of the same four-tuple, which answers with an ACK and goes on.")
            .Expects(Expect.Graceful(Side.Server), Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var copy = t.Middle.KeepCopy(SegmentMatch.Data(Side.Client));
                t.Open().Exchange().CloseFrom(Side.Server);
                t.Quiet();
                var second = t.Open(Stage.FirstClientPort, reuse: true).Exchange();
                t.Quiet();
                copy.Release();
                t.Quiet();
                second.Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("stale-rst-ignored")
            .Tells("The client aborts the first connection; a copy of its RST turns up in the second one of the same four-tuple, where its number fits nothing.")
            .Expects(
                Expect.Aborted(Side.Client).Reset(Side.Client, "TCP_STATE", "abort", "linger_zero"),
                Expect.Graceful(Side.Client).ForeignReset(Side.Client, "previous_incarnation"))
            .Plays(t =>
            {
                var copy = t.Middle.KeepCopy(SegmentMatch.Rst(Side.Client));
                var first = t.NewClient();
                first.StartAt(3_000_000_000);
                t.Open(first).Exchange().Client.Abort();
                t.Quiet();
                var second = t.Open(Stage.FirstClientPort, reuse: true).Exchange();
                t.Quiet();
                copy.Release();
                t.Quiet();
                second.Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("port-exhaustion")
            .Tells("A client with four ports closes first each time; the fifth connect finds no port and leaves no packet (EADDRNOTAVAIL).")
            .Client("net.ipv4.ip_local_port_range", "40001 40004")
            .Client("net.ipv4.tcp_tw_reuse", 0)
            .Expects(
                Expect.Graceful(Side.Client),
                Expect.Graceful(Side.Client),
                Expect.Graceful(Side.Client),
                Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                for (int i = 0; i < 4; i++)
                {
                    t.Open(t.NewClientOfAnyPort()).Exchange().CloseFrom(Side.Client);
                    t.Quiet();
                }

                t.TryConnect(t.NewClientOfAnyPort()).MustBe("EADDRNOTAVAIL");
            }),
    ];

    static void SameTupleWithLowerNumber(Stage t)
    {
        var first = t.NewClient();
        first.StartAt(3_000_000_000);
        t.Open(first).Exchange().CloseFrom(Side.Server);
        t.Quiet();
        var second = t.NewClient(Stage.FirstClientPort, reuse: true);
        second.StartAt(1_000_000_000);
        t.Open(second).Exchange().CloseFrom(Side.Server);
    }
}

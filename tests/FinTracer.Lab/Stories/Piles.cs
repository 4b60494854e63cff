using System.Collections.Generic;
using System.Linq;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>What shows only in numbers or after a while: sockets that pile up, and a tap that overlooks segments.</summary>
internal static class Piles
{
    /// <summary>As many as make a finding of connections in FIN_WAIT_2 (10), and two more.</summary>
    const int Leaked = 12;

    /// <summary>Longer than the silence after which a close that does not come is a leak (10 s).</summary>
    const int LongSilenceMs = 12_000;

    /// <summary>As many as make a finding of a client's TIME_WAITs (500), and twenty more.</summary>
    const int ClosedByClient = 520;

    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("close-wait-leak-long")
            .Tells("The client closes and the server never does; twelve seconds later the client opens another connection, which both close.")
            .Expects(Expect.HalfClosed(Side.Client), Expect.Graceful(Side.Client))
            .Plays(t => Leak(t, 1)),

        Scenario.Named("fin-wait-2-pile-up")
            .Tells("The client closes twelve connections and the server none of them: they pile up in FIN_WAIT_2 at the client and in CLOSE_WAIT at the server. Twelve seconds later another one is closed by both.")
            .Expects([.. Enumerable.Repeat(Expect.HalfClosed(Side.Client), Leaked), Expect.Graceful(Side.Client)])
            .Plays(t => Leak(t, Leaked)),

        Scenario.Named("tap-overlooks-data")
            .Tells("An ordinary close. The capture in the middle lacks the server's answer, as one lacks packets that came faster than they could be written.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                _ = t.Middle.Overlook(SegmentMatch.Data(Side.Server));
                t.Open().Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("forged-rsts-guessing")
            .Tells("Three RSTs in the server's name with a hop limit of 120, at the number that the client expects and 1,460 and 4,380 beyond it, as censors send them; the server, which knows nothing of it, writes on.")
            .Expects(Expect.Aborted(null)
                .ForeignReset(Side.Server, "injected").ForeignReset(Side.Server, "injected").ForeignReset(Side.Server, "injected")
                .Reset(Side.Client, "NO_SOCKET", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                ForgedSegment[] guesses = [.. ((uint[])[0, 1460, 4380]).Select(beyond => Forgeries.Rst(t, Side.Server, beyond) with { HopLimit = 120 })];
                foreach (var guess in guesses)
                {
                    t.Middle.Inject(guess);
                }

                t.Quiet();
                c.Server.Send(300);
            }),

        Scenario.Named("time-wait-pile-up")
            .Tells("A client closes 520 connections first, one after the other: it holds a TIME_WAIT of each.")
            .Big()
            .Delayed(milliseconds: 1)
            .Client("net.ipv4.ip_local_port_range", "32768 60999")
            .Client("net.ipv4.tcp_tw_reuse", 0)
            .Claims(
                "the client closes all first and holds all TIME_WAITs at once",
                c => c.ClosedFirst["client"] == ClosedByClient && c.TimeWaitEntered["client"] == ClosedByClient && c.FailedOpens == 0)
            .Plays(t =>
            {
                t.Crowd.Load = "one connection after the other: a request of 100 octets, an answer of 300, the client closes";
                for (int i = 0; i < ClosedByClient; i++)
                {
                    t.Open(t.NewClientOfAnyPort()).Exchange().CloseFrom(Side.Client);
                    if (i % 100 == 0)
                    {
                        t.CountTimeWait();
                    }
                }

                t.Quiet();
                t.CountTimeWait();
            }),
    ];

    static void Leak(Stage t, int connections)
    {
        for (int i = 0; i < connections; i++)
        {
            var c = t.Open().Exchange();
            c.Client.Close();
            _ = c.Server.ReceiveToEnd();
            c.Server.WaitFor("CLOSE-WAIT");
        }

        t.Quiet();
        Stage.Wait(LongSilenceMs);
        t.Open().Exchange().CloseFrom(Side.Client);
    }
}

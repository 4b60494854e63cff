using System.Collections.Generic;
using System.Globalization;

namespace FinTracer.Lab.Stories;

/// <summary>The big stories: many connections, as a load test makes them.</summary>
internal static class Crowds
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("ab-puzzle")
            .Tells("ApacheBench without keep-alive against nginx: the server closes each connection first, so that thousands of TIME_WAITs pile up there and none at the client, whose ports come round again without any harm.")
            .Big()
            .Delayed(milliseconds: 1)
            .Client("net.ipv4.ip_local_port_range", "32768 35767")
            .Notices("The client has 3,000 ports instead of 28,232, so that four-tuples come back in a small capture.")
            .Notices("ab opens a few connections more than it needs and closes those itself at the end.")
            .Claims(
                "the server closes every answered connection first, holds its TIME_WAIT, and has most replaced by new connections",
                c => c.ClosedFirst["server"] == 8000 && c.TimeWaitEntered["server"] == 8000 && c.ClosedFirst["client"] < 20
                    && c.TimeWaitReplaced["server"] > 4000)
            .Plays(t => LoadNginx(t, "-n", "8000", "-c", "20")),

        Scenario.Named("ab-keep-alive")
            .Tells("The same load with keep-alive: a handful of connections, and as many TIME_WAITs.")
            .Big()
            .Delayed(milliseconds: 1)
            .Client("net.ipv4.ip_local_port_range", "32768 35767")
            .Notices("nginx closes a connection after 1,000 requests (keepalive_requests); what is open at the end is closed by ab.")
            .Claims("few connections carry all requests", c => c.Connections < 50)
            .Plays(t => LoadNginx(t, "-k", "-n", "8000", "-c", "4")),

        Scenario.Named("ports-run-out")
            .Tells("A client that closes first opens one connection after the other, until all its ports towards the server are held by its own TIME_WAITs and connect fails (EADDRNOTAVAIL).")
            .Big()
            .Delayed(milliseconds: 1)
            .Client("net.ipv4.ip_local_port_range", "32768 34767")
            .Client("net.ipv4.tcp_tw_reuse", 0)
            .Notices("The client has 2,000 ports instead of 28,232. The failed calls leave no packet: the SYNs just stop.")
            .Claims(
                "the client closes all first, holds a TIME_WAIT on every port, and runs out of them",
                c => c.ClosedFirst["client"] == 2000 && c.Connections == 2000 && c.TimeWaitEntered["client"] == 2000 && c.FailedOpens > 0)
            .Plays(UseUpPorts),
    ];

    static void LoadNginx(Stage t, params string[] load)
    {
        using var nginx = Nginx.Start(t.Server);
        string address = t.Server.Address.Family == 6 ? $"[{t.Server.Address.Address}]" : t.Server.Address.Address.ToString();
        t.Load("ab", ["-q", .. load, string.Create(CultureInfo.InvariantCulture, $"http://{address}:{Stage.ServerPort}/")]);
        t.Quiet();
        t.CountTimeWait();
    }

    static void UseUpPorts(Stage t)
    {
        t.Crowd.Load = "one connection after the other: a request of 100 octets, an answer of 300, the client closes";
        _ = t.Listener;
        for (int i = 0; t.Crowd.FailedOpens < 20; i++)
        {
            var client = t.NewClientOfAnyPort();
            string? error = t.TryConnect(client);
            if (error == "EADDRNOTAVAIL")
            {
                t.Crowd.FailedOpens++;
                client.Close();
                continue;
            }

            error.MustBe(null);
            new Pair(client, t.Accept(), client.Port).Exchange().CloseFrom(Side.Client);
            if (i % 100 == 0)
            {
                t.CountTimeWait();
            }
        }

        t.CountTimeWait();
    }
}

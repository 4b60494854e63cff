using System;
using System.Collections.Generic;
using FinTracer.Lab.Linux;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Connections that never came to be, or almost.</summary>
internal static class Handshakes
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("refused")
            .Tells("Nobody listens on the port: the SYN is answered with a RST.")
            .Expects(Expect.Refused().Reset(Side.Server, "NO_SOCKET", "refused"))
            .Plays(t => t.TryConnect(t.NewClient()).MustBe("ECONNREFUSED")),

        Scenario.Named("rejected-by-firewall")
            .Tells("The server's packet filter answers the SYN with a RST (iptables REJECT --reject-with tcp-reset), though somebody listens.")
            .Expects(Expect.Refused().ForeignReset(Side.Server, "refused", onTheWay: false)
                .Unseen("The packet filter's RST is the same as that of a port where nobody listens."))
            .Plays(t =>
            {
                _ = t.Listener;
                Stage.Filter(t.Server, "-A", "INPUT", "-p", "tcp", "--dport", "80", "-j", "REJECT", "--reject-with", "tcp-reset");
                t.TryConnect(t.NewClient()).MustBe("ECONNREFUSED");
            }),

        Scenario.Named("rejected-by-icmp")
            .Tells("The server's packet filter answers the SYN with an ICMP error (iptables REJECT): no RST, but the connect fails at once.")
            .Expects(Expect.NotEstablished())
            .Plays(t =>
            {
                _ = t.Listener;
                Stage.Filter(t.Server, "-A", "INPUT", "-p", "tcp", "--dport", "80", "-j", "REJECT");
                t.TryConnect(t.NewClient()).MustBe("ECONNREFUSED");
            }),

        Scenario.Named("filtered")
            .Tells("The SYN and its repetition are lost; the client gives up after 1.3 s, without a packet.")
            .Expects(Expect.NotEstablished())
            .Plays(t =>
            {
                _ = t.Listener;
                _ = t.Middle.LoseAll(SegmentMatch.Syn(Side.Client));
                var client = t.NewClient();
                t.TryConnect(client, TimeSpan.FromMilliseconds(1300)).MustBe("EINPROGRESS");
                client.Close();
            }),

        Scenario.Named("syn-ack-unwanted")
            .Tells("The SYN-ACK is so late that the client has given up: it is answered with a RST.")
            .Expects(Expect.NotEstablished().Reset(Side.Client, "NO_SOCKET", "unexpected_syn_ack"))
            .Plays(t =>
            {
                _ = t.Listener;
                var late = t.Middle.Hold(SegmentMatch.Syn(Side.Server));
                var client = t.NewClient();
                t.TryConnect(client, TimeSpan.FromMilliseconds(300)).MustBe("EINPROGRESS");
                client.Close();
                late.Release();
            }),

        Scenario.Named("syn-forged")
            .Tells("A SYN in the client's name that the client did not send, as of a scanner: the SYN-ACK is answered with a RST.")
            .Expects(Expect.NotEstablished().Reset(Side.Client, "NO_SOCKET", "unexpected_syn_ack"))
            .Plays(t =>
            {
                _ = t.Listener;
                t.CountForged(Stage.FirstClientPort);
                t.Middle.Inject(new ForgedSegment(Side.Client, Stage.FirstClientPort, Stage.ServerPort, 1_000_000, 0, TcpBits.Syn));
                t.Middle.Await(SegmentMatch.Rst(Side.Client));
            }),

        Scenario.Named("accept-queue-full")
            .Tells("Two connections wait in an accept queue that takes no more; the third one's last ACK of the handshake draws a RST (tcp_abort_on_overflow).")
            .Server("net.ipv4.tcp_abort_on_overflow", 1)
            .Expects(Expect.Graceful(Side.Client), Expect.Graceful(Side.Client), Expect.Aborted(null).Reset(Side.Server, "INVALID_SYN", "abort"))
            .Plays(t =>
            {
                Pair[] queued = FillAcceptQueue(t, out _);
                t.Middle.Await(SegmentMatch.Rst(Side.Server));
                CloseAll(queued);
            }),

        Scenario.Named("accept-queue-full-ignored")
            .Tells("Two connections wait in an accept queue that takes no more; the third one's last ACK and its request are dropped, until the server accepts and the request is sent again.")
            .Expects(Expect.Graceful(Side.Client), Expect.Graceful(Side.Client), Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                Pair[] queued = FillAcceptQueue(t, out TcpSocket third);
                third.Send(100);
                t.Middle.Await(SegmentMatch.Data(Side.Client).OfPort(third.Port));
                t.Quiet();
                CloseAll(queued);
                var late = new Pair(third, t.Accept(), third.Port);
                late.Server.Receive(100);
                late.CloseFrom(Side.Client);
            }),

        Scenario.Named("syn-dropped-by-full-queue")
            .Tells("A connection waits in an accept queue that takes no more: the next SYN is dropped, in spite of tcp_abort_on_overflow, and the client gives up.")
            .Server("net.ipv4.tcp_abort_on_overflow", 1)
            .Expects(Expect.Graceful(Side.Client), Expect.NotEstablished())
            .Plays(t =>
            {
                t.ListenWithQueue(0);
                var first = t.NewClient();
                t.TryConnect(first).MustBe(null);
                t.Quiet();
                var second = t.NewClient();
                t.TryConnect(second, TimeSpan.FromMilliseconds(1300)).MustBe("EINPROGRESS");
                second.Close();
                new Pair(first, t.Accept(), first.Port).Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("bad-handshake-ack")
            .Tells("An ACK that fits no handshake reaches the server before the right one: it draws a RST that the client ignores, and the connection comes to be.")
            .Expects(Expect.Graceful(Side.Client).Reset(Side.Server, "TCP_FLAGS", "bad_handshake_ack"))
            .Plays(t =>
            {
                var listener = t.Listener;
                var right = t.Middle.Hold(SegmentMatch.PureAck(Side.Client));
                var client = t.NewClient();
                t.TryConnect(client).MustBe(null);
                right.Await();
                var syn = t.Middle.Last(SegmentMatch.Syn(Side.Client));
                var synAck = t.Middle.Last(SegmentMatch.Syn(Side.Server));
                t.Middle.Inject(new ForgedSegment(
                    Side.Client, syn.SourcePort, syn.DestinationPort, syn.NextSequence, unchecked(synAck.Sequence - 1_000_000), TcpBits.Ack));
                t.Middle.Await(SegmentMatch.Rst(Side.Server));
                right.Release();
                new Pair(client, t.Accept(), client.Port).Exchange().CloseFrom(Side.Client);
            }),
    ];

    /// <summary>Three clients finish their handshakes at once with a server whose queue takes two. (The queue must not be full as the SYNs come: they would be dropped.)</summary>
    static Pair[] FillAcceptQueue(Stage t, out TcpSocket third)
    {
        t.ListenWithQueue(1);
        TcpSocket[] clients = [t.NewClient(), t.NewClient(), t.NewClient()];
        t.TryConnect(clients[0]).MustBe(null);
        t.Quiet();
        var acks = t.Middle.Hold(SegmentMatch.PureAck(Side.Client));
        t.TryConnect(clients[1]).MustBe(null);
        t.TryConnect(clients[2]).MustBe(null);
        acks.Await(2);
        acks.Release();
        t.Quiet();
        third = clients[2];
        return [new Pair(clients[0], t.Accept(), clients[0].Port), new Pair(clients[1], t.Accept(), clients[1].Port)];
    }

    static void CloseAll(Pair[] pairs)
    {
        foreach (Pair pair in pairs)
        {
            pair.Exchange().CloseFrom(Side.Client);
        }
    }
}

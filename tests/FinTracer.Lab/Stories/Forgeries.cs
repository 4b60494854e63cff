using System.Collections.Generic;
using FinTracer.Lab.Middle;

namespace FinTracer.Lab.Stories;

/// <summary>Segments that are not from the host whose address they carry.</summary>
internal static class Forgeries
{
    public static IEnumerable<Scenario> All =>
    [
        Scenario.Named("forged-rst-effective")
            .Tells("A RST in the client's name with the right number and a hop limit of 120 ends the server's connection; the client, which knows nothing of it, writes and gets a RST.")
            .Expects(Expect.Aborted(null).ForeignReset(Side.Client, "injected").Reset(Side.Server, "TCP_FLAGS", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                t.Middle.Inject(Rst(t, Side.Client, offset: 0) with { HopLimit = 120 });
                t.Quiet();
                c.Client.Send(100);
            }),

        Scenario.Named("forged-rst-in-window")
            .Tells("A RST in the client's name, in the window but not exact: it draws a challenge ACK, and the connection goes on (RFC 5961).")
            .Expects(Expect.Graceful(Side.Client).ForeignReset(Side.Client, "injected"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                t.Middle.Inject(Rst(t, Side.Client, offset: 1000) with { HopLimit = 120 });
                t.Quiet();
                c.Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("forged-rst-out-of-window")
            .Tells("A RST in the client's name far outside the window: nobody takes notice.")
            .Expects(Expect.Graceful(Side.Client).ForeignReset(Side.Client, "injected"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                t.Middle.Inject(Rst(t, Side.Client, offset: 500_000_000) with { HopLimit = 120 });
                t.Quiet();
                c.Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("forged-syn")
            .Tells("A SYN in the client's name meets the established connection: it draws a challenge ACK, and the connection goes on.")
            .Expects(Expect.Graceful(Side.Client))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                t.Middle.Inject(new ForgedSegment(Side.Client, c.ClientPort, Stage.ServerPort, 1_000_000, 0, TcpBits.Syn, HopLimit: 120));
                t.Quiet();
                c.Exchange().CloseFrom(Side.Client);
            }),

        Scenario.Named("middlebox-resets-both")
            .Tells("A device on the path drops the idle connection after two seconds and sends each host a RST in the other's name.")
            .Expects(Expect.Aborted(null).ForeignReset(Side.Client, "injected").ForeignReset(Side.Server, "injected"))
            .Plays(t =>
            {
                _ = t.Open().Exchange();
                t.Quiet();
                Stage.Wait(2000);
                var toServer = Rst(t, Side.Client, offset: 0) with { HopLimit = 254 };
                var toClient = Rst(t, Side.Server, offset: 0) with { HopLimit = 254 };
                t.Middle.Inject(toServer);
                t.Middle.Inject(toClient);
            }),

        Scenario.Named("middlebox-resets-idle")
            .Tells("A device on the path drops the connection after it has been idle for a minute and sends each host a RST in the other's name, with the hop limit of a host.")
            .Slow()
            .Expects(Expect.Aborted(null).ForeignReset(Side.Client, "injected").ForeignReset(Side.Server, "injected")
                .Unseen("Each host sees one of the two RSTs only: a RST that nothing provoked."))
            .Plays(t =>
            {
                _ = t.Open().Exchange();
                Stage.Wait(61_000);
                var toServer = Rst(t, Side.Client, offset: 0);
                var toClient = Rst(t, Side.Server, offset: 0);
                t.Middle.Inject(toServer);
                t.Middle.Inject(toClient);
            }),

        Scenario.Named("fin-and-rst-same-number")
            .Tells("The client's FIN is followed by a RST of the same number, as macOS sends them when a program is stopped by Ctrl-C (here the middle adds the RST): Linux in CLOSE_WAIT accepts it.")
            .Expects(Expect.AbortedAfterFin(Side.Client).ForeignReset(Side.Client, "abort", "after_own_fin"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                c.Client.EndSending();
                c.Server.WaitFor("CLOSE-WAIT");
                t.Quiet();
                t.Middle.Inject(ForgedSegment.Like(t.Middle.Last(SegmentMatch.Fin(Side.Client)), TcpBits.Rst | TcpBits.Ack));
                c.Server.WaitFor("CLOSED");
            }),

        Scenario.Named("firewall-rejects-established")
            .Tells("The server's packet filter begins to reject the client's segments with a RST; the server knows nothing of it and writes on, which draws the client's RST.")
            .Expects(Expect.Aborted(null).ForeignReset(Side.Server, "injected", onTheWay: false).Reset(Side.Client, "NO_SOCKET", "half_open"))
            .Plays(t =>
            {
                var c = t.Open().Exchange();
                t.Quiet();
                Stage.Filter(
                    t.Server, "-A", "INPUT", "-p", "tcp", "--dport", "80", "!", "--tcp-flags", "RST", "RST", "-j", "REJECT", "--reject-with", "tcp-reset");
                c.Client.Send(100);
                t.Quiet();
                c.Server.Send(300);
            }),
    ];

    /// <summary>A RST in a host's name, so many octets ahead of what its peer expects next.</summary>
    internal static ForgedSegment Rst(Stage t, Side inNameOf, uint offset)
    {
        var last = t.Middle.Last(SegmentMatch.Anything(inNameOf));
        return new(inNameOf, last.SourcePort, last.DestinationPort, unchecked(last.NextSequence + offset), 0, TcpBits.Rst);
    }
}

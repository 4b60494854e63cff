using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Core.Tests.Findings;
using FinTracer.Reporting.Ladders;
using FinTracer.Segments;
using FinTracer.Tests.Sources;
using FinTracer.Tests.TestKit.Wire;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary>
/// The figures of RFC 9293 §3.6 as ladders, written by hand from the RFC. Its figures show an arrival when it happens; a capture shows it when the
/// receiver answers, so a receiver's state may lag behind the figure by what the segment has not proved yet. The sender's may not.
/// </summary>
public sealed class FigureLadderTests
{
    const TcpControl Ack = TcpControl.Ack;
    const TcpControl FinAck = TcpControl.Fin | TcpControl.Ack;

    static readonly Endpoint A = SampleReports.At("10.0.0.1:40000");
    static readonly Endpoint B = SampleReports.At("10.0.0.2:80");

    /// <summary>
    /// Figure 12, normal close sequence:
    /// <code>
    /// 1.  ESTABLISHED                                          ESTABLISHED
    /// 2.  (Close)
    ///     FIN-WAIT-1  --> &lt;SEQ=100>&lt;ACK=300>&lt;CTL=FIN,ACK>  --> CLOSE-WAIT
    /// 3.  FIN-WAIT-2  &lt;-- &lt;SEQ=300>&lt;ACK=101>&lt;CTL=ACK>      &lt;-- CLOSE-WAIT
    /// 4.                                                       (Close)
    ///     TIME-WAIT   &lt;-- &lt;SEQ=300>&lt;ACK=101>&lt;CTL=FIN,ACK>  &lt;-- LAST-ACK
    /// 5.  TIME-WAIT   --> &lt;SEQ=101>&lt;ACK=301>&lt;CTL=ACK>      --> CLOSED
    /// 6.  (2 MSL)
    ///     CLOSED
    /// </code>
    /// </summary>
    [Fact]
    public void Figure_12_normal_close_sequence()
    {
        Ladder ladder = Play(timeWaitOver: true, (A, FinAck, 100, 300), (B, Ack, 300, 101), (B, FinAck, 300, 101), (A, Ack, 101, 301));
        AssertEqualLines(
            """
            FIN-WAIT-1   -- FIN,ACK seq=1 ack=1 --------------------> ESTABLISHED   active close
            FIN-WAIT-2   <- ACK seq=1 ack=2 ------------------------- CLOSE-WAIT    acknowledges the FIN in frame 4
            FIN-WAIT-2   <- FIN,ACK seq=1 ack=2 --------------------- LAST-ACK      passive close
            TIME-WAIT    -- ACK seq=2 ack=2 ------------------------> CLOSED        acknowledges the FIN in frame 6; both FINs are acknowledged: the connection ends here; initiator holds TIME-WAIT from here (at most 1 ms earlier, 1 ms later)
            CLOSED               (60 s later TIME-WAIT over)          CLOSED
            """,
            Ladders.Lines(ladder)[3..]);
        AssertFollows(
            ladder,
            (TcpState.FinWait1, TcpState.CloseWait), (TcpState.FinWait2, TcpState.CloseWait), (TcpState.TimeWait, TcpState.LastAck), (TcpState.TimeWait, TcpState.Closed));
    }

    /// <summary>
    /// Figure 13, simultaneous close sequence; the capture stands beside A:
    /// <code>
    /// 1.  ESTABLISHED                                          ESTABLISHED
    /// 2.  (Close)                                              (Close)
    ///     FIN-WAIT-1  --> &lt;SEQ=100>&lt;ACK=300>&lt;CTL=FIN,ACK>  ... FIN-WAIT-1
    ///                 &lt;-- &lt;SEQ=300>&lt;ACK=100>&lt;CTL=FIN,ACK>  &lt;--
    ///                 ... &lt;SEQ=100>&lt;ACK=300>&lt;CTL=FIN,ACK>  -->
    /// 3.  CLOSING     --> &lt;SEQ=101>&lt;ACK=301>&lt;CTL=ACK>      ... CLOSING
    ///                 &lt;-- &lt;SEQ=301>&lt;ACK=101>&lt;CTL=ACK>      &lt;--
    ///                 ... &lt;SEQ=101>&lt;ACK=301>&lt;CTL=ACK>      -->
    /// 4.  TIME-WAIT                                            TIME-WAIT
    ///     (2 MSL)                                              (2 MSL)
    ///     CLOSED                                               CLOSED
    /// </code>
    /// </summary>
    [Fact]
    public void Figure_13_simultaneous_close_sequence()
    {
        Ladder ladder = Play(timeWaitOver: false, (A, FinAck, 100, 300), (B, FinAck, 300, 100), (A, Ack, 101, 301), (B, Ack, 301, 101));
        AssertEqualLines(
            """
            FIN-WAIT-1   -- FIN,ACK seq=1 ack=1 --------------------> ESTABLISHED   simultaneous close: neither knew of the other's FIN
            FIN-WAIT-1   <- FIN,ACK seq=1 ack=1 --------------------- FIN-WAIT-1    simultaneous close: neither knew of the other's FIN
            CLOSING      -- ACK seq=2 ack=2 ------------------------> FIN-WAIT-2    acknowledges the FIN in frame 5
            TIME-WAIT    <- ACK seq=2 ack=2 ------------------------- TIME-WAIT     acknowledges the FIN in frame 4; both FINs are acknowledged: the connection ends here
            """,
            [.. Ladders.Lines(ladder)[3..].Select(line => line.Replace("; initiator holds", "\0").Split('\0')[0].Replace("; responder holds", "\0").Split('\0')[0])]);
        Rung last = ladder.Rungs().Last();
        Assert.Equal((TcpState.TimeWait, TcpState.TimeWait), (last.InitiatorState, last.ResponderState));
    }

    static void AssertEqualLines(string expected, IEnumerable<string> actual) => Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', actual));

    /// <summary>A sender is where the figure says; a receiver is there, or where the figure had it the line before.</summary>
    static void AssertFollows(Ladder ladder, params (TcpState A, TcpState B)[] figure)
    {
        (TcpState A, TcpState B) before = (TcpState.Established, TcpState.Established);
        Rung[] rungs = [.. ladder.Rungs().Skip(3)];
        Assert.Equal(figure.Length, rungs.Length);
        for (int i = 0; i < figure.Length; i++)
        {
            bool fromA = rungs[i].From == Role.Initiator;
            Assert.Equal(fromA ? figure[i].A : figure[i].B, fromA ? rungs[i].InitiatorState : rungs[i].ResponderState);
            Assert.Contains(fromA ? rungs[i].ResponderState : rungs[i].InitiatorState, fromA ? [figure[i].B, before.B] : (TcpState[])[figure[i].A, before.A]);
            before = (rungs[i].InitiatorState, rungs[i].ResponderState);
        }
    }

    /// <summary>The handshake of figure 6 with ISN 99 and 299, then the segments given, 1 ms apart; with <paramref name="timeWaitOver"/> another connection's SYN 200 s later.</summary>
    static Ladder Play(bool timeWaitOver, params (Endpoint From, TcpControl Control, uint Seq, uint Ack)[] segments)
    {
        List<MemoryFrame> frames = [];
        (Endpoint, TcpControl, uint, uint)[] handshake = [(A, TcpControl.Syn, 99, 0), (B, TcpControl.Syn | Ack, 299, 100), (A, Ack, 100, 300)];
        foreach ((Endpoint from, TcpControl control, uint seq, uint ack) in handshake.Concat(segments)) { Add(frames, 1_000_000, from, from == A ? B : A, control, seq, ack); }
        if (timeWaitOver) { Add(frames, 200_000_000_000, SampleReports.At("10.0.0.9:40000"), B, TcpControl.Syn, 1, 0); }
        using var folder = new TemporaryFolder();
        string path = folder.Of("figure.pcap");
        File.WriteAllBytes(path, PcapWriter.Write(LinkType.Ethernet, frames));
        return Assert.Single(Ladders.Of(path, A, B));
    }

    static void Add(List<MemoryFrame> frames, long afterNs, Endpoint from, Endpoint to, TcpControl control, uint seq, uint ack)
    {
        long time = (frames.Count == 0 ? SampleReports.Epoch : frames[^1].TimestampNs) + afterNs;
        var segment = new Segment
        {
            TimestampNs = time,
            Source = from,
            Destination = to,
            Control = control,
            Seq = new SequenceNumber(seq),
            Ack = new SequenceNumber(ack),
            Window = 64240,
            HopLimit = 64,
            IpId = (ushort)(frames.Count + 1),
        };
        byte[] octets = FrameWriter.Write(segment, LinkType.Ethernet, 0);
        frames.Add(new MemoryFrame(time, (uint)octets.Length, octets));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Tests.TestKit;
using FinTracer.Tests.TestKit.Scripting;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Tests.Rfc9293;

/// <summary>
/// The grid: an endpoint in each state meets each kind of segment (RFC 9293 §3.10.7, RFC 5961 §3 and §4). An observer knows what a segment says of
/// its sender, and of its receiver only what is bound to follow: an acknowledged FIN, an acceptable RST. That a FIN or data arrived is known
/// when it is acknowledged, so those cells keep their state.
/// </summary>
public sealed class StateGridTests
{
    /// <summary>Segments that the peer sends. P: its next number; N: the endpoint's next number. Behind the peer's FIN, data and FIN are sent again.</summary>
    static readonly string[] Columns = ["SYN", "SYN-ACK", "ACK", "DATA", "FIN", "RST=", "RST~", "RST!"];

    /// <summary>RST= stands at the number expected, RST~ inside the window beside it, RST! outside. S ESTABLISHED and so on; / separates what cannot be told apart.</summary>
    const string Grid = """
                       SYN                      SYN-ACK                   ACK                   DATA                  FIN                   RST=           RST~          RST!
        SYN-SENT       SYN-SENT|SYN-RECEIVED    SYN-SENT|ESTABLISHED      SYN-SENT|ESTABLISHED  SYN-SENT|ESTABLISHED  SYN-SENT|ESTABLISHED  CLOSED         SYN-SENT      SYN-SENT
        SYN-RECEIVED   SYN-RECEIVED|CLOSED      SYN-RECEIVED|ESTABLISHED  ESTABLISHED           ESTABLISHED           ESTABLISHED           CLOSED|LISTEN  SYN-RECEIVED  SYN-RECEIVED
        ESTABLISHED    ESTABLISHED              ESTABLISHED               ESTABLISHED           ESTABLISHED           ESTABLISHED           CLOSED         ESTABLISHED   ESTABLISHED
        FIN-WAIT-1     FIN-WAIT-1               FIN-WAIT-1                FIN-WAIT-2            FIN-WAIT-2            FIN-WAIT-2            CLOSED         FIN-WAIT-1    FIN-WAIT-1
        FIN-WAIT-2     FIN-WAIT-2               FIN-WAIT-2                FIN-WAIT-2            FIN-WAIT-2            FIN-WAIT-2            CLOSED         FIN-WAIT-2    FIN-WAIT-2
        CLOSE-WAIT     CLOSE-WAIT               CLOSE-WAIT                CLOSE-WAIT            CLOSE-WAIT            CLOSE-WAIT            CLOSED         CLOSE-WAIT    CLOSE-WAIT
        CLOSING        CLOSING                  CLOSING                   TIME-WAIT             TIME-WAIT             TIME-WAIT             CLOSED         CLOSING       CLOSING
        LAST-ACK       LAST-ACK                 LAST-ACK                  CLOSED                CLOSED                CLOSED                CLOSED         LAST-ACK      LAST-ACK
        TIME-WAIT      TIME-WAIT|CLOSED         TIME-WAIT                 TIME-WAIT             TIME-WAIT             TIME-WAIT             CLOSED         TIME-WAIT     TIME-WAIT
        CLOSED         CLOSED                   CLOSED                    CLOSED                CLOSED                CLOSED                CLOSED         CLOSED        CLOSED
        """;

    /// <summary>Handshake and ten octets from the peer, acknowledged.</summary>
    const string Open = "+0 > S 0:0(0)\n+0.01 < S. 0:0(0) ack 1\n+0.0001 > . 1:1(0) ack 1\n+0.1 < P. 1:11(10) ack 1\n+0.01 > . 1:1(0) ack 11\n";

    /// <summary>How each state is reached; who stands in it; the peer's next number; the endpoint's next number; whether the peer's FIN is behind.</summary>
    static readonly Dictionary<TcpState, (string Script, Role Role, int P, int N, bool PeerFin)> Snippets = new()
    {
        [TcpState.SynSent] = ("+0 > S 0:0(0)\n", Role.Initiator, 0, 1, false),
        [TcpState.SynReceived] = ("+0 > S 0:0(0)\n+0.01 < S. 0:0(0) ack 1\n", Role.Responder, 1, 1, false),
        [TcpState.Established] = (Open, Role.Initiator, 11, 1, false),
        [TcpState.FinWait1] = (Open + "+1 > F. 1:1(0) ack 11\n", Role.Initiator, 11, 2, false),
        [TcpState.FinWait2] = (Open + "+1 > F. 1:1(0) ack 11\n+0.01 < . 11:11(0) ack 2\n", Role.Initiator, 11, 2, false),
        [TcpState.CloseWait] = (Open + "+1 < F. 11:11(0) ack 1\n+0.01 > . 1:1(0) ack 12\n", Role.Initiator, 12, 1, true),
        [TcpState.Closing] = (Open + "+1 > F. 1:1(0) ack 11\n+0.001 < F. 11:11(0) ack 1\n+0.01 > . 2:2(0) ack 12\n", Role.Initiator, 12, 2, true),
        [TcpState.LastAck] = (Open + "+1 < F. 11:11(0) ack 1\n+0.01 > F. 1:1(0) ack 12\n", Role.Initiator, 12, 2, true),
        [TcpState.TimeWait] = (Open + "+1 > F. 1:1(0) ack 11\n+0.01 < F. 11:11(0) ack 2\n+0.01 > . 2:2(0) ack 12\n", Role.Initiator, 12, 2, true),
        [TcpState.Closed] = (Open + "+1 < F. 11:11(0) ack 1\n+0.01 > F. 1:1(0) ack 12\n+0.01 < . 12:12(0) ack 2\n", Role.Initiator, 12, 2, true),
    };

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (string[] row in Rows())
            {
                for (int i = 1; i < row.Length; i++)
                {
                    cells.Add(row[0], Columns[i - 1], row[i]);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void No_cell_is_missing()
    {
        Assert.Equal(
            Enum.GetNames<TcpState>().Except([nameof(TcpState.Unknown), nameof(TcpState.Listen)]).Select(ScriptWords.Normalise).Order(),
            Rows().Select(row => ScriptWords.Normalise(row[0])).Order());
        Assert.All(Rows(), row => Assert.Equal(Columns.Length + 1, row.Length));
        Assert.Equal(Columns, Grid.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Each_snippet_reaches_its_state() => Assert.All(Snippets, pair => Assert.Equal(pair.Key, StateAfter(pair.Key, "")));

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_state_meets_a_segment(string state, string segment, string expected)
    {
        var from = Enum.GetValues<TcpState>().Single(s => ScriptWords.Normalise(s.ToString()) == ScriptWords.Normalise(state));
        var after = StateAfter(from, Line(from, segment));
        Assert.True(ScriptWords.ForEnum<TcpState>(0, expected)(after), $"{state} + {segment}: expected {expected}, is {after}");
    }

    static string[][] Rows() => [.. Grid.Split('\n').Skip(1).Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 0)];

    static TcpState StateAfter(TcpState state, string line)
    {
        var snippet = Snippets[state];
        var script = ScriptReader.Read(state.ToString(), snippet.Script + line);
        var report = Engine.Trace(script.Segments)[0];
        return snippet.Role == Role.Initiator ? report.InitiatorState : report.ResponderState;
    }

    static string Line(TcpState state, string segment)
    {
        var (_, role, p, n, peerFin) = Snippets[state];
        string peer = role == Role.Initiator ? "<" : ">";
        string text = segment switch
        {
            "SYN" => "S 500000:500000(0)",
            "SYN-ACK" => "S. 0:0(0) ack 1",
            "ACK" => $". {p}:{p}(0) ack {n}",
            "DATA" => peerFin ? $"P. 1:11(10) ack {n}" : $"P. {p}:{p + 10}(10) ack {n}",
            "FIN" => peerFin ? $"F. {p - 1}:{p - 1}(0) ack {n}" : $"F. {p}:{p}(0) ack {n}",

            // In SYN-SENT a RST counts by its ACK alone (RFC 9293 §3.10.7.3): with a good one, without one, with a wrong one.
            "RST=" when state == TcpState.SynSent => "R. =0:=0(0) ack 1",
            "RST~" when state == TcpState.SynSent => "R 100:100(0)",
            "RST!" when state == TcpState.SynSent => "R. =0:=0(0) ack 70000",
            "RST=" => $"R {p}:{p}(0)",
            "RST~" => $"R {p + 100}:{p + 100}(0)",
            "RST!" => $"R {p + 2_000_000}:{p + 2_000_000}(0)",
            _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, "No such column."),
        };
        return $"+0.05 {peer} {text}\n";
    }
}

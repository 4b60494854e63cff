using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Core.Tests.Findings;
using FinTracer.Lab.Truth;
using FinTracer.Reporting.Ladders;
using FinTracer.Segments;
using FinTracer.Tests.Truth;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Tests.Explain;

/// <summary>
/// A ladder's states beside the kernel's (sock:inet_sock_set_state): when an endpoint sends a segment, captured at that endpoint, its state in the
/// ladder is the one that the kernel's socket is in.
/// </summary>
public sealed class KernelStateTests
{
    /// <summary>The trace's clock counts whole microseconds, and a segment leaves a little after the call that changed the state.</summary>
    const long SlackNs = 40_000;

    /// <summary>What has no full socket: before the handshake is complete a request, after the close a TIME_WAIT or FIN_WAIT_2 stub, or nothing.</summary>
    static readonly string[] WithoutSocket = ["LISTEN", "SYN-RECEIVED", "TIME-WAIT", "FIN-WAIT-2", "CLOSED"];

    public static TheoryData<string> Stories => [.. Recording.Stories];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_sender_is_in_the_state_that_its_kernel_is_in(string story)
    {
        List<string> wrong = [];
        int compared = 0;
        foreach (string folder in Folders(story))
        {
            TruthFile truth = TruthFile.Read(Path.Combine(folder, "truth.json"));
            foreach (string host in truth.Captures.Keys.Where(vantage => vantage is "client" or "server"))
            {
                foreach ((Rung rung, string ours, bool sentFin) in Sent(truth, folder, host))
                {
                    string[] kernel = [.. KernelStates(truth, host, rung, sentFin)];
                    compared += kernel.Length > 0 ? 1 : 0;
                    if (kernel.Length > 0 && !kernel.Contains(ours))
                    {
                        wrong.Add($"{Path.GetFileName(folder)} {host} frame {rung.Segment.Frame.Number} {rung.Segment.Control}: {ours}, kernel {string.Join('|', kernel)}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(compared > 0, "nothing was compared");
    }

    /// <summary>The segments that a host sent itself, the state the ladder gives it, and whether it has sent its FIN by then.</summary>
    static IEnumerable<(Rung Rung, string State, bool SentFin)> Sent(TruthFile truth, string folder, string host)
    {
        string client = truth.Client, server = truth.Server;
        foreach (int port in truth.Connections.Select(connection => connection.ClientPort).Distinct())
        {
            Endpoint one = SampleReports.At(At(client, port)), other = SampleReports.At(At(server, truth.ServerPort));
            foreach (Ladder ladder in Ladders.Of(Path.Combine(folder, truth.Captures[host]), one, other))
            {
                // Behind a RST the endpoint may never have got, or never have sent itself, a capture and a kernel may differ; KernelTruthTests is about those.
                Endpoint self = host == "client" ? one : other;
                bool sentFin = false;
                foreach (Rung rung in ladder.Rungs().TakeWhile(rung => !rung.Segment.Has(TcpControl.Rst)).Where(rung => rung.Segment.Source == self && !rung.IsOddSyn))
                {
                    sentFin |= rung.Segment.Has(TcpControl.Fin);
                    yield return (rung, RungText.Of(rung.From == Role.Initiator ? rung.InitiatorState : rung.ResponderState), sentFin);
                }
            }
        }
    }

    /// <summary>The states of the socket around the moment; with no full socket, all that such an endpoint may be in; none where the kernel had no name for it yet.</summary>
    static IEnumerable<string> KernelStates(TruthFile truth, string host, Rung rung, bool sentFin)
    {
        string local = rung.Segment.Source.ToString(), remote = rung.Segment.Destination.ToString();
        StateTruth[] changes = [.. truth.States.Where(s => s.Host == host && s.Local == local && s.Remote == remote)];
        if (rung.Segment.Control == TcpControl.Syn && changes.All(s => s.After != "SYN-SENT")) { return []; } // the kernel chose the port only afterwards
        long from = rung.Segment.TimestampNs - SlackNs, to = rung.Segment.TimestampNs + SlackNs;
        IEnumerable<string> states = changes.Where(s => s.TimeNs >= from && s.TimeNs <= to).Select(s => s.After)
            .Append(changes.LastOrDefault(s => s.TimeNs < from)?.After ?? "LISTEN");
        return states.SelectMany(state => (state, sentFin) switch
        {
            ("CLOSED" or "LISTEN" or "SYN-RECEIVED", _) => WithoutSocket,
            ("FIN-WAIT-1", false) => [state, "ESTABLISHED"], // closed, and the FIN waits behind data
            ("LAST-ACK", false) => [state, "CLOSE-WAIT"],
            _ => (string[])[state],
        });
    }

    static IEnumerable<string> Folders(string story)
    {
        string folder = Path.Combine(Repository.Captures, story);
        return Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder);
    }

    static string At(string address, int port) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
}

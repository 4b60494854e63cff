using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Lab.Kernel;
using FinTracer.Lab.Linux;

namespace FinTracer.Lab.Truth;

/// <summary>Picks one story's events out of the kernel's trace, by the addresses of its hosts, and words them for the truth file.</summary>
internal sealed class TruthBuilder(HostAddress client, HostAddress server, long endNs)
{
    /// <summary>How exact a snapshot's timers are: two ticks at 100 Hz, the slowest kernel.</summary>
    const long TwoTicksNs = 20_000_000;

    public List<StateTruth> States(IEnumerable<TraceEvent> events) =>
    [
        .. Mine(events, "inet_sock_set_state")
            .Where(e => e["dport"] != "0")
            .Select(e => new StateTruth(e.TimeNs, HostOf(e)!, Local(e), Remote(e), StateName(e["oldstate"]), StateName(e["newstate"]))),
    ];

    public List<ReceivedResetTruth> ReceivedResets(IEnumerable<TraceEvent> events) =>
        [.. Mine(events, "tcp_receive_reset").Select(e => new ReceivedResetTruth(e.TimeNs, HostOf(e)!, Local(e), Remote(e)))];

    public List<RetransmissionTruth> Retransmissions(IEnumerable<TraceEvent> events) =>
    [
        .. Mine(events, "tcp_retransmit_skb")
            .Select(e => new RetransmissionTruth(e.TimeNs, HostOf(e)!, Local(e), Remote(e), StateName(e["state"]))),
    ];

    /// <summary>The event names who sends the RST as "src", also where no socket sends it.</summary>
    public List<ResetTruth> Resets(IEnumerable<TraceEvent> events)
    {
        var resets = new List<ResetTruth>();
        foreach (var e in events.Where(e => e.Name == "tcp_send_reset" && e.TimeNs <= endNs))
        {
            string? from = HostOfAddress(AddressOf(e["src"]));
            if (from is not null)
            {
                string? state = e["state"].StartsWith("TCP_", StringComparison.Ordinal) ? StateName(e["state"]) : null;
                resets.Add(new(e.TimeNs, from, e["src"], e["dest"], state, e["reason"]));
            }
        }

        return resets;
    }

    public List<TimeWaitTruth> TimeWaits(IEnumerable<SmallSocket> sockets, IReadOnlyList<SnapshotTruth> snapshots)
    {
        var result = new List<TimeWaitTruth>();
        foreach (var socket in sockets.Where(s => HostOf(s.Close!) is not null))
        {
            TimerStart[] timeWait = [.. socket.Starts.Where(s => s.IsTimeWait && s.TimeNs <= endNs)];
            if (timeWait.Length == 0)
            {
                continue;
            }

            var (ended, endedNs) = EndOf(socket);
            result.Add(new(
                HostOf(socket.Close!)!,
                Local(socket.Close!),
                Remote(socket.Close!),
                socket.Starts[0].IsTimeWait ? null : socket.FirstNs,
                timeWait[0].TimeNs,
                Restarts(timeWait, Local(socket.Close!), Remote(socket.Close!), endedNs ?? endNs, snapshots),
                timeWait[^1].FiresNs,
                ended,
                endedNs));
        }

        return result;
    }

    public List<FinWait2Truth> FinWait2(IEnumerable<SmallSocket> sockets)
    {
        var result = new List<FinWait2Truth>();
        foreach (var socket in sockets.Where(s => HostOf(s.Close!) is not null && !s.Starts[0].IsTimeWait && s.FirstNs <= endNs))
        {
            var (ended, endedNs) = socket.Starts.Find(s => s.IsTimeWait) is { TimeNs: > 0 } entered && entered.TimeNs <= endNs
                ? ("time_wait", entered.TimeNs)
                : EndOf(socket);
            result.Add(new(HostOf(socket.Close!)!, Local(socket.Close!), Remote(socket.Close!), socket.FirstNs, ended, endedNs));
        }

        return result;
    }

    /// <summary>
    /// New starts of a TIME_WAIT timer: those that made an event, and those that only its rest at a later snapshot shows, as the timer
    /// stayed in its slot of the wheel.
    /// </summary>
    static List<long> Restarts(TimerStart[] starts, string local, string remote, long endedNs, IReadOnlyList<SnapshotTruth> snapshots)
    {
        List<long> known = [.. starts.Select(s => s.TimeNs)];
        foreach (var snapshot in snapshots.Where(s => s.TimeNs > known[0] && s.TimeNs < endedNs))
        {
            var socket = snapshot.Client.Concat(snapshot.Server).FirstOrDefault(s => s.Local == local && s.Remote == remote && s.State == "TIME-WAIT");
            long started = socket?.TimerMs is { } rest ? snapshot.TimeNs - ((60_000 - rest) * 1_000_000L) : known[0];
            if (!known.Exists(k => Math.Abs(k - started) < TwoTicksNs))
            {
                known.Add(started);
            }
        }

        known.Sort();
        return known[1..];
    }

    static string StateName(string kernelName) => kernelName switch
    {
        "TCP_CLOSE" => "CLOSED",
        "TCP_SYN_RECV" => "SYN-RECEIVED",
        "TCP_FIN_WAIT1" => "FIN-WAIT-1",
        "TCP_FIN_WAIT2" => "FIN-WAIT-2",
        _ => kernelName["TCP_".Length..].Replace('_', '-'),
    };

    static bool IsSix(TraceEvent e) => e["family"] == "AF_INET6";

    static string Local(TraceEvent e) => IsSix(e) ? $"[{e["saddrv6"]}]:{e["sport"]}" : $"{e["saddr"]}:{e["sport"]}";

    static string Remote(TraceEvent e) => IsSix(e) ? $"[{e["daddrv6"]}]:{e["dport"]}" : $"{e["daddr"]}:{e["dport"]}";

    static string AddressOf(string endpoint) =>
        endpoint.StartsWith('[') ? endpoint[1..endpoint.IndexOf(']', StringComparison.Ordinal)] : endpoint[..Math.Max(0, endpoint.LastIndexOf(':'))];

    (string Ended, long? EndedNs) EndOf(SmallSocket socket) =>
        socket.ExpiredNs <= endNs ? ("expired", socket.ExpiredNs)
        : socket.CancelledNs <= endNs ? ("killed", socket.CancelledNs)
        : ("open", null);

    IEnumerable<TraceEvent> Mine(IEnumerable<TraceEvent> events, string name) =>
        events.Where(e => e.Name == name && e.TimeNs <= endNs && HostOf(e) is not null);

    string? HostOf(TraceEvent e) => HostOfAddress(IsSix(e) ? e["saddrv6"] : e["saddr"]);

    string? HostOfAddress(string address) =>
        address == client.Address.ToString() ? Side.Client.Word
        : address == server.Address.ToString() ? Side.Server.Word
        : null;
}

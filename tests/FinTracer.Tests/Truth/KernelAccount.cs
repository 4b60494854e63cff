using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Lab.Truth;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>The kernel's events of one recording, sorted by the connection and the RST they tell of.</summary>
sealed class KernelAccount
{
    /// <summary>A capture stamps a frame before TCP sees it; the trace's clock counts whole microseconds and is turned into the capture's.</summary>
    const long ClockSlackNs = 30_000;

    /// <summary>From a segment that ends a small socket to the RST that answers it.</summary>
    const long AnswerNs = 1_000_000;

    /// <summary>How much longer than the link's delay a segment takes.</summary>
    const long JitterNs = 40_000_000;

    /// <summary>The same on a machine that has no time.</summary>
    const long LongestTransitNs = 400_000_000;

    /// <summary>How far a timer's start can be told from its rest in a snapshot: two ticks at 100 Hz.</summary>
    const long TwoTicksNs = 20_000_000;

    const long TimeWaitNs = 60_000_000_000;

    const string KilledConnection = "killed_connection";

    readonly TruthFile _truth;
    readonly Recording _recording;

    public KernelAccount(Recording recording)
    {
        _recording = recording;
        _truth = recording.Truth;
        Resets = FindResets(_truth);
        foreach (string host in (string[])["client", "server"])
        {
            MarkEffective(host, recording.Reports[host]);
            FindProvokers(host, recording.Reports[host]);
        }
    }

    /// <summary>Every RST in the story's order.</summary>
    public IReadOnlyList<KernelReset> Resets { get; }

    /// <summary>A RST's number among those of its connection, from 1, the same at every vantage.</summary>
    public int NumberOf(KernelReset reset) => Resets.Where(r => r.Connection == reset.Connection).TakeWhile(r => r != reset).Count() + 1;

    /// <summary>The TIME_WAIT that a report speaks of: the nearest one of its holder and tuple, or null.</summary>
    public TimeWaitTruth? TimeWaitOf(ConnectionReport report, TimeWaitReport entry)
    {
        bool isInitiator = entry.Holder == Tracking.Role.Initiator;
        string local = (isInitiator ? report.Initiator : report.Responder).ToString(), remote = (isInitiator ? report.Responder : report.Initiator).ToString();
        return _truth.TimeWait.Where(t => t.Local == local && t.Remote == remote).MinBy(t => Math.Abs(t.EnteredNs - entry.EnteredTimeNs!.Value));
    }

    /// <summary>How a TIME_WAIT ended, in the report's words: the kernel tells a RST's work from a new connection's only by what came just before.</summary>
    public string EndingOf(TimeWaitTruth timeWait) => timeWait.Ended switch
    {
        "killed" => IsEndedByReset(timeWait) ? "assassinated" : "reused",
        var other => other,
    };

    /// <summary>Who held the four-tuple in TIME_WAIT as a connection's SYN went out; null when nobody did.</summary>
    public string? HolderBefore(ConnectionTruth connection)
    {
        StateTruth syn = _truth.States.Where(s => s.After == "SYN-SENT" && IsOf(s.Local, s.Remote, connection.ClientPort)).ElementAt(connection.Incarnation - 1);
        return _truth.TimeWait.FirstOrDefault(t => IsOf(t.Local, t.Remote, connection.ClientPort)
            && t.EnteredNs < syn.TimeNs && (t.EndedNs is null || t.EndedNs > syn.TimeNs - JitterNs))?.Holder;
    }

    /// <summary>
    /// Whether a report's last start of the timer is the kernel's. The kernel makes no event of each start (the timer may stay in its slot of the
    /// wheel), but the socket table tells the timer's rest: yes, no, or null where no snapshot shows the socket after that start.
    /// </summary>
    public bool? IsLastStart(TimeWaitTruth timeWait, long startNs)
    {
        SocketTruth? shown = null;
        long atNs = 0;
        foreach (SnapshotTruth snapshot in _truth.Snapshots.Where(s => s.TimeNs > startNs + TwoTicksNs && s.TimeNs < (timeWait.EndedNs ?? long.MaxValue)))
        {
            shown = snapshot.Client.Concat(snapshot.Server).FirstOrDefault(s => s.Local == timeWait.Local && s.Remote == timeWait.Remote && s.State == "TIME-WAIT");
            atNs = snapshot.TimeNs;
        }

        return shown?.TimerMs is { } rest ? Math.Abs(atNs - TimeWaitNs + (rest * 1_000_000L) - startNs) <= TwoTicksNs + (_truth.DelayMs * 1_000_000L) : null;
    }

    /// <summary>How often its timer was started anew: as the kernel's rule and the segments at its holder have it, and no less often than the kernel made an event of it.</summary>
    public int RestartsOf(TimeWaitTruth timeWait, ConnectionTruth connection) => Math.Max(
        timeWait.RestartedNs.Count(t => t > timeWait.EnteredNs),
        WireRules.RestartsOf(
            timeWait, _recording.Wires[timeWait.Holder].Value.SentBy(PeerOf(timeWait.Holder), connection.ClientPort), byFin: connection.Kind != "simultaneous"));

    /// <summary>What a late segment that arrived at a host drew there.</summary>
    public string AnswerAt(string host, int clientPort, LateSegmentReport late)
    {
        Wire wire = _recording.Wires[host].Value;
        return WireRules.AnswerTo(late.Frame.Number, [.. wire.SentBy(PeerOf(host), clientPort)], wire.SentBy(host, clientPort));
    }

    /// <summary>The RSTs of a connection that are on the wire at a vantage, each with the report that tells of it (or null), and the reports left over.</summary>
    public (List<(KernelReset Kernel, ResetReport? Ours)> Told, List<ResetReport> Extra) Match(ConnectionTruth connection, string vantage, ConnectionReport report)
    {
        Dictionary<KernelReset, ResetReport> told = [];
        List<KernelReset> expected = [.. Resets.Where(r => r.Connection == connection && r.IsSentBefore(vantage))];
        foreach (string sender in (string[])["client", "server"])
        {
            List<KernelReset> fromSender = [.. expected.Where(r => r.Meaning.InNameOf == sender)];
            List<KernelReset> timed = [.. fromSender.Where(r => r.Sent is not null)];
            List<ResetReport> ours = [.. report.Resets.Where(r => Sides.Of(r.From) == sender)];
            foreach ((int kernel, int reported) in Alignment.Of(timed.Count, ours.Count, (k, r) => Math.Abs(Distance(timed[k], vantage, ours[r])), LongestTransitNs))
            {
                told[timed[kernel]] = ours[reported];
            }

            // What the kernel did not send has no time of its own: it is what is left, in its order.
            foreach ((KernelReset kernel, ResetReport left) in fromSender.Except(timed).Zip(ours.Except(told.Values)).ToList())
            {
                told[kernel] = left;
            }
        }

        return ([.. expected.Select(k => (k, told.GetValueOrDefault(k)))], [.. report.Resets.Except(told.Values)]);
    }

    static List<KernelReset> FindResets(TruthFile truth)
    {
        List<ResetTruth> sent = [.. truth.Resets];
        List<KernelReset> resets = [];
        foreach (ConnectionTruth connection in truth.Connections)
        {
            foreach (ResetCauseTruth meaning in connection.Resets)
            {
                ResetTruth? match = meaning.KernelReason is null ? null
                    : sent.First(s => s.From == meaning.From && s.Reason == meaning.KernelReason
                        && (IsOf(s.Source, s.Destination, connection.ClientPort) || s.Destination.EndsWith(":0", StringComparison.Ordinal)));
                _ = match is not null && sent.Remove(match);
                resets.Add(new KernelReset(connection, meaning, match));
            }
        }

        return resets;
    }

    static bool IsOf(string one, string other, int clientPort) =>
        one.EndsWith($":{clientPort}", StringComparison.Ordinal) || other.EndsWith($":{clientPort}", StringComparison.Ordinal);

    /// <summary>How much later than expected a RST passed a vantage, nanoseconds.</summary>
    long Distance(KernelReset kernel, string vantage, ResetReport ours)
    {
        long half = _truth.DelayMs * 1_000_000L / 2;
        long transit = vantage == kernel.Meaning.InNameOf ? 0 : vantage == "middle" ? half : 2 * half;
        return ours.TimeNs - kernel.Sent!.TimeNs - transit;
    }

    /// <summary>A RST of the peer arrived just then. (A SYN that takes over is never sent so soon after a RST.)</summary>
    bool IsEndedByReset(TimeWaitTruth timeWait) => timeWait.Ended == "killed" && _truth.Resets.Any(r =>
        r.Source == timeWait.Remote && (timeWait.EndedNs!.Value - r.TimeNs - (_truth.DelayMs * 1_000_000L)) is > -ClockSlackNs and < JitterNs);

    /// <summary>
    /// A socket that ended on a RST ended on the last one that had arrived at its host; of several alike in a row, which can wait in one queue, on the
    /// first of them.
    /// </summary>
    void MarkEffective(string host, IReadOnlyList<ConnectionReport> atHost)
    {
        List<(KernelReset Kernel, ResetReport Ours)> arrived = [];
        foreach (ConnectionTruth connection in _truth.Connections)
        {
            if (TruthComparison.Find(atHost, connection) is { } report)
            {
                arrived.AddRange(Match(connection, host, report).Told.Where(m => m.Kernel.Receiver == host && m.Ours is not null).Select(m => (m.Kernel, m.Ours!)));
            }
        }

        foreach ((string local, string remote, long timeNs, string effect) in EndsByReset(host))
        {
            List<(KernelReset Kernel, ResetReport Ours)> before =
                [.. arrived.Where(m => IsOf(local, remote, m.Kernel.Connection.ClientPort) && m.Ours.TimeNs <= timeNs + ClockSlackNs).OrderBy(m => m.Ours.TimeNs)];
            int alike = Enumerable.Reverse(before).TakeWhile(m => m.Kernel.Meaning.Cause == before[^1].Kernel.Meaning.Cause && !m.Kernel.WasEffective).Count();
            if (alike > 0)
            {
                before[^alike].Kernel.Effect = effect;
            }
        }

        // A connection request is no socket yet: the kernel only counts those that a RST ended.
        long requests = _truth.Counters[host].GetValueOrDefault("TcpExtEmbryonicRsts");
        foreach (var (kernel, _) in arrived.Where(m => !_truth.States.Any(s => s.Host == host && IsOf(s.Local, s.Remote, m.Kernel.Connection.ClientPort))).Take((int)requests))
        {
            kernel.Effect = KilledConnection;
        }
    }

    /// <summary>The segments that a host's kernel answered with a RST, found in the host's own capture.</summary>
    void FindProvokers(string host, IReadOnlyList<ConnectionReport> atHost)
    {
        Wire wire = _recording.Wires[host].Value;
        HashSet<long> answered = [];
        foreach (ConnectionTruth connection in _truth.Connections)
        {
            if (TruthComparison.Find(atHost, connection) is not { } report)
            {
                continue;
            }

            foreach (var (kernel, ours) in Match(connection, host, report).Told.Where(t => t.Kernel is { Mode: "passive", Sent: not null } && t.Kernel.Meaning.From == host && t.Ours is not null))
            {
                kernel.Provoker = WireRules.ProvokerOf(wire[ours!.Frame], kernel.Sent!.TimeNs, wire.SentBy(PeerOf(host), connection.ClientPort), answered);
            }
        }
    }

    static string PeerOf(string host) => host == "client" ? "server" : "client";

    /// <summary>Full sockets have an event for it; small ones just end, and that not because of what they answered themselves.</summary>
    IEnumerable<(string Local, string Remote, long TimeNs, string Effect)> EndsByReset(string host)
    {
        bool answered(string local, long timeNs) => _truth.Resets.Any(r => r.Source == local && Math.Abs(r.TimeNs - timeNs) < AnswerNs);
        var full = _truth.ReceivedResets.Where(r => r.By == host).Select(r => (r.Local, r.Remote, r.TimeNs, WasOpening(r) ? "refused_open" : KilledConnection));
        var timeWait = _truth.TimeWait.Where(t => t.Holder == host && IsEndedByReset(t)).Select(t => (t.Local, t.Remote, t.EndedNs!.Value, "killed_time_wait"));
        var finWait = _truth.FinWait2.Where(t => t.Holder == host && t.Ended == "killed" && !answered(t.Local, t.EndedNs!.Value))
            .Select(t => (t.Local, t.Remote, t.EndedNs!.Value, KilledConnection));
        return full.Concat(timeWait).Concat(finWait);
    }

    bool WasOpening(ReceivedResetTruth reset)
        => _truth.States.LastOrDefault(s => s.Local == reset.Local && s.Remote == reset.Remote && s.TimeNs < reset.TimeNs)?.After == "SYN-SENT";
}

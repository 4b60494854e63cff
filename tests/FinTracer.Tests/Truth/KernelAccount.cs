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
    const long ClockSlackNs = 200_000;

    /// <summary>From a socket's end by a new SYN to the new socket's first change of state.</summary>
    const long TakeOverNs = 30_000_000;

    readonly TruthFile _truth;

    public KernelAccount(Recording recording)
    {
        _truth = recording.Truth;
        Resets = FindResets(_truth);
        foreach (string host in (string[])["client", "server"])
        {
            MarkEffective(host, recording.Reports[host]);
        }
    }

    /// <summary>Every RST in the story's order.</summary>
    public IReadOnlyList<KernelReset> Resets { get; }

    /// <summary>The TIME_WAIT that a report speaks of: the nearest one of its holder and tuple, or null.</summary>
    public TimeWaitTruth? TimeWaitOf(ConnectionReport report, TimeWaitReport entry)
    {
        bool isInitiator = entry.Holder == Tracking.Role.Initiator;
        string local = (isInitiator ? report.Initiator : report.Responder).ToString(), remote = (isInitiator ? report.Responder : report.Initiator).ToString();
        return _truth.TimeWait.Where(t => t.Local == local && t.Remote == remote).MinBy(t => Math.Abs(t.EnteredNs - entry.EnteredTimeNs!.Value));
    }

    /// <summary>How a TIME_WAIT ended, in the report's words: the kernel tells a RST's work from a new connection's only by what follows.</summary>
    public string EndingOf(TimeWaitTruth timeWait) => timeWait.Ended switch
    {
        "killed" => IsTakenOver(timeWait) ? "reused" : "assassinated",
        var other => other,
    };

    /// <summary>Holder of the TIME_WAIT that a connection took its four-tuple over from; null when none did.</summary>
    public string? TakenOverFrom(int clientPort, ConnectionReport report)
    {
        long end = report.LastTimeNs;
        return _truth.TimeWait.FirstOrDefault(t => IsOf(t.Local, t.Remote, clientPort) && IsTakenOver(t)
            && t.EndedNs > report.FirstTimeNs - TakeOverNs && t.EndedNs < end)?.Holder;
    }

    /// <summary>The RSTs of a connection that are on the wire at a vantage, each with the report that tells of it (or null), and the reports left over.</summary>
    public (List<(KernelReset Kernel, ResetReport? Ours)> Told, List<ResetReport> Extra) Match(ConnectionTruth connection, string vantage, ConnectionReport report)
    {
        List<ResetReport> left = [.. report.Resets];
        List<(KernelReset Kernel, ResetReport? Ours)> told = [];
        // The kernel's own know their time; what is left then is matched in its order.
        foreach (KernelReset kernel in Resets.Where(r => r.Connection == connection && r.IsSentBefore(vantage)).OrderBy(r => r.Sent is null))
        {
            ResetReport? ours = left.Find(r => Sides.Of(r.From) == kernel.Meaning.InNameOf && IsAt(r.TimeNs, kernel.Sent));
            told.Add((kernel, ours));
            _ = ours is not null && left.Remove(ours);
        }

        return (told, left);
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

    bool IsAt(long timeNs, ResetTruth? sent) =>
        sent is null || (timeNs >= sent.TimeNs - ClockSlackNs && timeNs <= sent.TimeNs + ((_truth.DelayMs + 40) * 1_000_000L));

    bool IsTakenOver(TimeWaitTruth timeWait) => timeWait.Ended == "killed" && _truth.States.Any(s =>
        s.Host == timeWait.Holder && s.Local == timeWait.Local && s.Remote == timeWait.Remote && s.After is "SYN-SENT" or "SYN-RECEIVED"
        && Math.Abs(s.TimeNs - timeWait.EndedNs!.Value) < TakeOverNs);

    /// <summary>A socket that ended on a RST ended on the last one that had arrived at its host.</summary>
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

        foreach ((string local, string remote, long timeNs) in EndsByReset(host))
        {
            var last = arrived.Where(m => IsOf(local, remote, m.Kernel.Connection.ClientPort) && m.Ours.TimeNs <= timeNs + ClockSlackNs).MaxBy(m => m.Ours.TimeNs);
            _ = last.Kernel?.WasEffective = true;
        }
    }

    /// <summary>Full sockets have an event for it; small ones just end, and that not because of what they answered themselves.</summary>
    IEnumerable<(string Local, string Remote, long TimeNs)> EndsByReset(string host)
    {
        bool answered(string local, long timeNs) => _truth.Resets.Any(r => r.Source == local && Math.Abs(r.TimeNs - timeNs) < ClockSlackNs);
        var full = _truth.ReceivedResets.Where(r => r.By == host).Select(r => (r.Local, r.Remote, r.TimeNs));
        var timeWait = _truth.TimeWait.Where(t => t.Holder == host && t.Ended == "killed" && !IsTakenOver(t)).Select(t => (t.Local, t.Remote, t.EndedNs!.Value));
        var finWait = _truth.FinWait2.Where(t => t.Holder == host && t.Ended == "killed" && !answered(t.Local, t.EndedNs!.Value))
            .Select(t => (t.Local, t.Remote, t.EndedNs!.Value));
        return full.Concat(timeWait).Concat(finWait);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Lab.Truth;

namespace FinTracer.Lab.Stories;

/// <summary>
/// Asks the kernel's account whether a story came out as told: who went to FIN_WAIT_1, who entered TIME_WAIT, which resets were sent
/// for which reason. What a story claims and the kernel does not bear out is a complaint, and the recording is not to be used.
/// </summary>
internal static class Judge
{
    /// <summary>Writes the connections of a story, and complains where the kernel differs.</summary>
    public static List<ConnectionTruth> Connections(Scenario scenario, TruthFile truth, IReadOnlyList<int> clientPorts, List<string> complaints)
    {
        var result = new List<ConnectionTruth>();
        if (clientPorts.Count != scenario.Expected.Count)
        {
            complaints.Add($"the story opened {clientPorts.Count} connections and tells of {scenario.Expected.Count}");
            return result;
        }

        for (int i = 0; i < clientPorts.Count; i++)
        {
            int port = clientPorts[i];
            int incarnation = clientPorts.Take(i).Count(p => p == port) + 1;
            var life = Lifetime(truth, scenario.Expected, clientPorts, i);
            string name = $"client port {port}, incarnation {incarnation}";
            CompareCloser(scenario.Expected[i], truth, port, life, name, complaints);
            result.Add(new(
                port,
                incarnation,
                scenario.Expected[i].Kind,
                scenario.Expected[i].Closer,
                CompareTimeWait(scenario.Expected[i], truth, port, life, name, complaints),
                CompareResets(scenario.Expected[i], truth, port, life, name, complaints),
                scenario.Expected[i].Note));
        }

        complaints.AddRange(truth.Resets.Where(r => IsToNobody(r) && !scenario.Expected.Any(e => IsExpected(e, r)))
            .Select(r => $"a listener of the {r.From} sent a RST the story does not tell of ({r.Reason})"));

        return result;
    }

    /// <summary>Sums up a big story, leaves its single events out, and complains when the counts do not show what it claims.</summary>
    public static TruthFile Crowd(Scenario scenario, TruthFile truth, Crowd noted, List<string> complaints)
    {
        var crowd = new CrowdTruth(
            noted.Load,
            truth.Counters["client"].GetValueOrDefault("TcpActiveOpens"),
            noted.FailedOpens,
            BySide(truth.States.Where(s => s is { Before: "ESTABLISHED", After: "FIN-WAIT-1" }).Select(s => s.Host)),
            BySide(truth.Resets.Select(r => r.From)),
            BySide(truth.TimeWait.Select(t => t.Holder)),
            BySide(truth.TimeWait.Where(t => t.Ended == "killed").Select(t => t.Holder)),
            noted.Held);
        if (scenario.Claim is { } claim && !claim.Test(crowd))
        {
            complaints.Add($"it is not so that {claim.Words}");
        }

        return truth with { Crowd = crowd, States = [], TimeWait = [], FinWait2 = [], ReceivedResets = [], Resets = [], Retransmissions = [] };
    }

    /// <summary>Complains where the kernel's socket table at the end does not show what its timers have told.</summary>
    public static void CompareSocketTable(TruthFile truth, List<string> complaints)
    {
        var end = truth.Snapshots[^1];
        string[] listed = [.. end.Client.Concat(end.Server).Where(s => s.State == "TIME-WAIT").Select(s => s.Local).Order(StringComparer.Ordinal)];
        string[] timed = [.. truth.TimeWait.Where(t => t.Ended == "open").Select(t => t.Local).Order(StringComparer.Ordinal)];
        if (!listed.SequenceEqual(timed))
        {
            complaints.Add($"at the end [{string.Join(", ", listed)}] are in TIME_WAIT, but timers run for [{string.Join(", ", timed)}]");
        }
    }

    /// <summary>
    /// From the connection's SYN to the next one's on the same port, by the client's way to SYN_SENT. Where the old connection answers
    /// the new SYN, it lives until the RST that follows.
    /// </summary>
    static (long From, long To) Lifetime(TruthFile truth, IReadOnlyList<Expect> expected, IReadOnlyList<int> ports, int index)
    {
        int port = ports[index];
        int[] ofPort = [.. Enumerable.Range(0, ports.Count).Where(i => ports[i] == port)];
        long[] starts = [.. truth.States.Where(s => s.After == "SYN-SENT" && IsOf(s.Local, s.Remote, port)).Select(s => s.TimeNs)];
        int incarnation = Array.IndexOf(ofPort, index);
        return (incarnation == 0 ? 0 : Border(incarnation), incarnation + 1 < ofPort.Length ? Border(incarnation + 1) : long.MaxValue);

        long Border(int next)
        {
            long syn = starts.ElementAtOrDefault(next);
            return expected[ofPort[next - 1]].AnswersNextSyn
                ? truth.Resets.FirstOrDefault(r => r.TimeNs > syn && IsOf(r, port))?.TimeNs + 1 ?? syn
                : syn;
        }
    }

    static void CompareCloser(Expect expected, TruthFile truth, int port, (long From, long To) life, string name, List<string> complaints)
    {
        string[] closers =
        [
            .. truth.States
                .Where(s => s.After == "FIN-WAIT-1" && IsOf(s.Local, s.Remote, port) && IsIn(s.TimeNs, life))
                .Select(s => s.Host).Distinct().Order(StringComparer.Ordinal),
        ];
        string? wanted = expected.Kind is "graceful" or "half_closed" or "aborted_after_fin" or "simultaneous" ? expected.Closer : null;
        string? had = closers.Length switch { 0 => null, 1 => closers[0], _ => "both" };
        if (wanted != had)
        {
            complaints.Add($"{name}: {wanted ?? "nobody"} should have gone to FIN-WAIT-1, but {had ?? "nobody"} did");
        }
    }

    static List<string> CompareTimeWait(
        Expect expected, TruthFile truth, int port, (long From, long To) life, string name, List<string> complaints)
    {
        List<string> holders =
        [
            .. truth.TimeWait
                .Where(t => IsOf(t.Local, t.Remote, port) && IsIn(t.EnteredNs, life))
                .Select(t => t.Holder).Distinct().Order(StringComparer.Ordinal),
        ];
        if (!holders.SequenceEqual(expected.TimeWaitHolders.Select(s => s.Word).Order(StringComparer.Ordinal)))
        {
            complaints.Add($"{name}: TIME_WAIT should be with [{string.Join(", ", expected.TimeWaitHolders)}], but is with [{string.Join(", ", holders)}]");
        }

        return holders;
    }

    static List<ResetCauseTruth> CompareResets(
        Expect expected, TruthFile truth, int port, (long From, long To) life, string name, List<string> complaints)
    {
        var sent = new Queue<ResetTruth>(truth.Resets.Where(r => IsOf(r, port) && IsIn(r.TimeNs, life) && (!IsToNobody(r) || IsExpected(expected, r))));
        var result = new List<ResetCauseTruth>();
        foreach (var wanted in expected.Resets)
        {
            if (wanted.KernelReason is null)
            {
                result.Add(new(wanted.Forged ? "middle" : wanted.From.Word, wanted.From.Word, null, wanted.Cause, wanted.Detail));
                continue;
            }

            int met = 0;
            while ((met == 0 || wanted.Many) && sent.TryPeek(out var reset) && reset.From == wanted.From.Word && reset.Reason == wanted.KernelReason)
            {
                _ = sent.Dequeue();
                met++;
                result.Add(new(reset.From, reset.From, reset.Reason, wanted.Cause, wanted.Detail));
            }

            if (met == 0)
            {
                string had = sent.TryPeek(out var other) ? $"{other.Reason} from the {other.From}" : "none";
                complaints.Add($"{name}: the next RST should be {wanted.KernelReason} from the {wanted.From.Word}, but is {had}");
            }
        }

        complaints.AddRange(sent.Select(r => $"{name}: the {r.From} sent a RST the story does not tell of ({r.Reason}, state {r.State ?? "none"})"));
        return result;
    }

    static SortedDictionary<string, long> BySide(IEnumerable<string> sides)
    {
        var result = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["client"] = 0, ["server"] = 0 };
        foreach (string side in sides)
        {
            result[side]++;
        }

        return result;
    }

    static bool IsIn(long timeNs, (long From, long To) life) => timeNs >= life.From && timeNs < life.To;

    /// <summary>A RST that a listening socket sends is told without its peer (port 0): it is taken for the connection of its time that tells of it.</summary>
    static bool IsOf(ResetTruth reset, int clientPort) => IsOf(reset.Source, reset.Destination, clientPort) || IsToNobody(reset);

    static bool IsToNobody(ResetTruth reset) => reset.Destination.EndsWith(":0", StringComparison.Ordinal);

    static bool IsExpected(Expect expected, ResetTruth reset) => expected.Resets.Any(e => e.KernelReason == reset.Reason && e.From.Word == reset.From);

    static bool IsOf(string one, string other, int clientPort)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $":{clientPort}");
        return one.EndsWith(ending, StringComparison.Ordinal) || other.EndsWith(ending, StringComparison.Ordinal);
    }
}

using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Lab.Truth;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>One recording at one vantage: what FinTracer says against what the kernel did.</summary>
sealed class TruthComparison(Recording recording, string vantage)
{
    /// <summary>How near the frame that shows the entry must be on a link without delay.</summary>
    const long NearNs = 5_000_000;

    /// <summary>The trace's clock counts microseconds, and its event stands a little before or behind the packet.</summary>
    const long ClockNs = 1_000_000;

    const long LengthNs = 60_000_000_000;

    /// <summary>
    /// Here an abort's detail may be null: a client aborts that had its answer (whether it had read it is not in the packets), or whoever aborts had sent or been
    /// sent what did not arrive. A detail that is named is held to the kernel's everywhere.
    /// </summary>
    static readonly FrozenSet<string> MayBeLeftOpen = FrozenSet.Create(
        StringComparer.Ordinal,
        "abort-by-client", "abort-lost", "aborts-crossed", "challenge-ack-by-rst", "data-crossed-abort", "end-receiving", "stale-rst-ignored");

    /// <summary>How much longer than the link's delay a round trip takes on a busy machine; below the least retransmission time-out, so that no interval spans one.</summary>
    const long RoundTripSlackNs = 100_000_000;

    readonly TruthFile _truth = recording.Truth;
    readonly KernelAccount _kernel = new(recording);
    readonly Wire _wire = recording.Wires[vantage].Value;

    /// <summary>How many RSTs there were, and for how many of them FinTracer names the kernel's reason.</summary>
    public (int Resets, int Named) Reasons { get; private set; }

    /// <summary>The RSTs whose reason FinTracer leaves open, in the form of reasons-left-open.tsv: the kernel's reason, cause, detail, and who sent it.</summary>
    public List<string> ReasonsLeftOpen { get; } = [];

    /// <summary>The report that tells of a connection, or null.</summary>
    public static ConnectionReport? Find(IReadOnlyList<ConnectionReport> reports, ConnectionTruth connection) =>
        reports.Where(r => r.Initiator.Port == connection.ClientPort && r.Incarnation == connection.Incarnation).Cast<ConnectionReport?>().FirstOrDefault();

    /// <summary>A field's name in the list: with the connection's number from the story's second one on.</summary>
    public static string FieldOf(TruthFile truth, ConnectionTruth connection, string field) =>
        truth.Connections.TakeWhile(c => c != connection).Count() is var before and > 0 ? $"connection {before + 1} {field}" : field;

    /// <summary>Every difference.</summary>
    public IEnumerable<Difference> Compare()
    {
        IReadOnlyList<ConnectionReport> reports = recording.Reports[vantage];
        List<Difference> all = [new("connections", Text(_truth.Connections.Count), Text(reports.Count))];
        foreach (ConnectionTruth connection in _truth.Connections)
        {
            IEnumerable<Difference> fields = Find(reports, connection) is { } report
                ? Close(connection, report).Concat(TimeWaits(connection, report)).Concat(Resets(connection, report)).Concat(LateSegments(connection, report))
                : [new("connection", "seen", "missing")];
            all.AddRange(fields.Select(f => f with { Field = FieldOf(_truth, connection, f.Field) }));
        }

        return all.Where(d => d.Kernel != d.Ours);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Join(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    static string YesNo(bool? answer) => answer switch { true => "yes", false => "no", null => "unknown" };

    IEnumerable<Difference> Close(ConnectionTruth connection, ConnectionReport report)
    {
        yield return new("kind", connection.Kind, Sides.Words(report.Close.Kind));
        yield return new("closer", connection.ActiveCloser ?? "nobody", Sides.Of(report.Close.ActiveCloser));
        if (_truth.DelayMs > 0 && report.Established) // without delay one hiccup of the machine is farther than the other host
        {
            yield return new("vantage", vantage switch { "client" => "initiator", "server" => "responder", var middle => middle }, Sides.Words(report.Vantage));
        }

        yield return new("reuse", connection.Incarnation > 1 ? "yes" : "no", YesNo(report.Reuse is not null));
        if (report.Reuse is { } reuse)
        {
            yield return new("reused_from", _kernel.HolderBefore(connection) ?? "nobody", reuse.TimeWaitHolder is { } holder ? Sides.Of(holder) : "nobody");
        }
    }

    IEnumerable<Difference> TimeWaits(ConnectionTruth connection, ConnectionReport report)
    {
        List<TimeWaitReport> held = [.. report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept)];
        yield return new("time_wait", Join(connection.TimeWaitHolders), Join(held.Select(t => Sides.Of(t.Holder))));
        yield return new(
            "time_wait never kept",
            Join(connection.Resets.Where(r => r.Cause == "time_wait_not_kept").Select(r => r.From)),
            Join(report.TimeWait.Except(held).Select(t => Sides.Of(t.Holder))));
        foreach (TimeWaitReport ours in held.Where(t => connection.TimeWaitHolders.Contains(Sides.Of(t.Holder))))
        {
            TimeWaitTruth kernel = _kernel.TimeWaitOf(report, ours)!;
            string name = $"{kernel.Holder}'s time_wait";
            bool inside = kernel.EnteredNs >= ours.EarliestTimeNs - ClockNs && (ours.LatestTimeNs is null || kernel.EnteredNs <= ours.LatestTimeNs + ClockNs);
            yield return new($"{name} interval", "inside", inside ? "inside" : "outside");
            if (_truth.DelayMs == 0)
            {
                yield return new($"{name} entry", "near", Math.Abs(kernel.EnteredNs - ours.EnteredTimeNs!.Value) <= NearNs ? "near" : "far");
            }

            long widest = (2 * _truth.DelayMs * 1_000_000L) + RoundTripSlackNs;
            yield return new($"{name} interval width", "bounded", ours.LatestTimeNs is not { } latest ? "open" : latest - ours.EarliestTimeNs <= widest ? "bounded" : "wide");
            yield return new($"{name} restarts", Text(_kernel.RestartsOf(kernel, connection)), Text(ours.Restarts));
            yield return new($"{name} last start", "agrees", _kernel.IsLastStart(kernel, ours.ExpiresTimeNs!.Value - LengthNs) == false ? "differs" : "agrees");
            yield return new($"{name} ended", _kernel.EndingOf(kernel), Sides.Words(ours.Ended));
        }
    }

    IEnumerable<Difference> Resets(ConnectionTruth connection, ConnectionReport report)
    {
        var (told, extra) = _kernel.Match(connection, vantage, report);
        foreach (var (kernel, ours) in told)
        {
            string name = $"reset {_kernel.NumberOf(kernel)}";
            if (ours is null)
            {
                yield return new(name, "seen", "missing");
                continue;
            }

            Reasons = (Reasons.Resets + 1, Reasons.Named + (ours.LinuxResetReason is null ? 0 : 1));
            bool certain = ours.Confidence == Confidence.Certain;
            yield return new($"{name} cause", kernel.Meaning.Cause, Sides.Words(ours.Cause), certain);
            yield return new($"{name} mode", kernel.Mode ?? Sides.Words(ours.Mode), Sides.Words(ours.Mode));
            if (ours.Detail != ResetDetail.None || kernel.Meaning.Cause != "abort" || !MayBeLeftOpen.Contains(_truth.Scenario))
            {
                yield return new($"{name} detail", kernel.Meaning.Detail ?? "none", Sides.Words(ours.Detail), certain && ours.Detail != ResetDetail.None);
            }

            yield return new($"{name} effective", YesNo(kernel.WasEffective), YesNo(ours.Effective));
            yield return new($"{name} effect", kernel.Effect ?? "none", EffectOf(ours));
            if (kernel.Mode is not null)
            {
                yield return new($"{name} provoker", ProvokerOf(kernel), ours.ProvokedByFrame.IsSome ? Wire.Name(_wire[ours.ProvokedByFrame]) : "missing");
            }

            if (ours.LinuxResetReason is { } named)
            {
                yield return new($"{name} reason", kernel.Meaning.KernelReason ?? "none", named);
            }
            else if (kernel.Meaning.KernelReason is { } left)
            {
                ReasonsLeftOpen.Add(string.Join('\t', left, Sides.Words(ours.Cause), Sides.Words(ours.Detail), Sides.Of(ours.From)));
            }
        }

        yield return new("resets nobody sent", "", Join(extra.Select(r => $"{Sides.Of(r.From)}:{Sides.Words(r.Cause)}")));
    }

    /// <summary>What came late to the host of this vantage drew what that host sent next.</summary>
    IEnumerable<Difference> LateSegments(ConnectionTruth connection, ConnectionReport report)
    {
        foreach (LateSegmentReport late in report.LateSegments.Where(l => Sides.Of(l.From) != vantage && vantage != "middle"))
        {
            yield return new($"late {Wire.Name(_wire[late.Frame])}", _kernel.AnswerAt(vantage, connection.ClientPort, late), Sides.Words(late.Answer));
        }
    }

    static string ProvokerOf(KernelReset reset)
        => reset.Mode != "passive" ? "missing" : reset.Provoker is { } provoker ? Wire.Name(provoker) : "not in the capture of its sender";

    static string EffectOf(ResetReport reset)
        => reset.Effect is ResetEffect.Nothing or ResetEffect.Challenged or ResetEffect.Ignored ? "none" : Sides.Words(reset.Effect);
}

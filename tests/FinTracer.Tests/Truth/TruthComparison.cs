using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Lab.Truth;
using FinTracer.Sources;
using FinTracer.Verdicts;

namespace FinTracer.Tests.Truth;

/// <summary>One recording at one vantage: what FinTracer says against what the kernel did.</summary>
static class TruthComparison
{
    const long ToleranceNs = 5_000_000;

    /// <summary>Every difference, as (field, kernel, FinTracer).</summary>
    public static IEnumerable<(string Field, string Kernel, string Ours)> Compare(TruthFile truth, string vantage, IReadOnlyList<ConnectionReport> reports)
    {
        foreach (ConnectionTruth connection in truth.Connections)
        {
            ConnectionReport? report = reports.FirstOrDefault(r => r.Initiator.Port == connection.ClientPort && r.Incarnation == connection.Incarnation);
            if (report is null)
            {
                yield return ("connection", "seen", "missing");
                continue;
            }

            foreach (var difference in Fields(truth, vantage, connection, report).Where(f => f.Kernel != f.Ours))
            {
                yield return difference;
            }
        }
    }

    /// <summary>What FinTracer makes of a capture.</summary>
    public static IReadOnlyList<ConnectionReport> Trace(string path)
    {
        List<ConnectionReport> reports = [];
        using IFrameSource source = InputSet.Open(InputSet.Expand([path]));
        _ = new TracePipeline(new TraceOptions()).Run(source, reports.Add);
        return reports;
    }

    static IEnumerable<(string Field, string Kernel, string Ours)> Fields(TruthFile truth, string vantage, ConnectionTruth connection, ConnectionReport report)
    {
        yield return ("kind", connection.Kind, Sides.Words(report.Close.Kind));
        yield return ("closer", connection.ActiveCloser ?? "nobody", Sides.Of(report.Close.ActiveCloser));
        var held = report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept).ToList();
        yield return ("time_wait", Join(connection.TimeWaitHolders), Join(held.Select(t => Sides.Of(t.Holder))));
        yield return ("resets", Join(Visible(connection, vantage).Select(r => $"{r.InNameOf}:{r.Cause}")), Join(report.Resets.Select(r => $"{Sides.Of(r.From)}:{Sides.Words(r.Cause)}")));
        foreach (var entry in Entries(truth, report, held))
        {
            yield return entry;
        }

        foreach (var reason in KernelReasons(connection, vantage, report))
        {
            yield return reason;
        }
    }

    /// <summary>The moment of entry: inside the interval reported, and on links without delay within 5 ms of the frame that shows it.</summary>
    static IEnumerable<(string Field, string Kernel, string Ours)> Entries(TruthFile truth, ConnectionReport report, List<TimeWaitReport> held)
    {
        foreach (TimeWaitReport entry in held)
        {
            var endpoint = entry.Holder == Tracking.Role.Initiator ? report.Initiator : report.Responder;
            var peer = entry.Holder == Tracking.Role.Initiator ? report.Responder : report.Initiator;
            var kernel = truth.TimeWait.Where(t => t.Local == endpoint.ToString() && t.Remote == peer.ToString())
                .OrderBy(t => Math.Abs(t.EnteredNs - entry.EnteredTimeNs!.Value)).FirstOrDefault();
            if (kernel is null)
            {
                continue; // said by the field time_wait
            }

            long slack = 1_000_000; // the tracepoint's clock counts microseconds, and its event stands a little before or behind the packet
            bool inside = kernel.EnteredNs >= entry.EarliestTimeNs - slack && (entry.LatestTimeNs is null || kernel.EnteredNs <= entry.LatestTimeNs + slack);
            yield return ("time_wait_interval", "inside", inside ? "inside" : "outside");
            if (truth.DelayMs == 0)
            {
                bool near = Math.Abs(kernel.EnteredNs - entry.EnteredTimeNs!.Value) <= ToleranceNs;
                yield return ("time_wait_entry", "near", near ? "near" : "far");
            }
        }
    }

    /// <summary>Where a kernel reason is named it is the kernel's.</summary>
    static IEnumerable<(string Field, string Kernel, string Ours)> KernelReasons(ConnectionTruth connection, string vantage, ConnectionReport report)
    {
        var visible = Visible(connection, vantage).ToList();
        for (int i = 0; i < Math.Min(visible.Count, report.Resets.Count); i++)
        {
            if (report.Resets[i].LinuxResetReason is { } named && Sides.Words(report.Resets[i].Cause) == visible[i].Cause)
            {
                yield return ("linux_reset_reason", visible[i].KernelReason ?? "none", named);
            }
        }
    }

    /// <summary>A RST made in the middle is on the wire only from there on: its supposed sender's own vantage does not have it.</summary>
    static IEnumerable<ResetCauseTruth> Visible(ConnectionTruth connection, string vantage)
        => connection.Resets.Where(r => r.From != "middle" || r.InNameOf != vantage);

    static string Join(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));
}

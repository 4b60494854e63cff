using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinTracer.Lab.Truth;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests.Truth;

/// <summary>How a connection ended is a property of the connection, not of the place where it was captured.</summary>
public sealed class VantageTests
{
    public static TheoryData<string> Stories => [.. Recording.Stories];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Three_vantages_tell_one_story(string story)
    {
        NotOnTheWire listed = NotOnTheWire.Of(story);
        List<string> differences = [];
        foreach (Recording recording in Recording.Of(story))
        {
            var account = new KernelAccount(recording);
            foreach (ConnectionTruth connection in recording.Truth.Connections)
            {
                var told = recording.Reports.Keys.ToDictionary(v => v, v => Facts(account, recording, listed, connection, v));
                foreach (string field in told.Values.SelectMany(f => f.Keys).Distinct().Order(StringComparer.Ordinal))
                {
                    var words = told.Where(t => t.Value.ContainsKey(field)).ToDictionary(t => t.Key, t => t.Value[field]);
                    if (words.Values.Distinct().Count() > 1)
                    {
                        differences.Add($"{recording.Cell}, port {connection.ClientPort}, {field}: {string.Join(", ", words.Select(w => $"{w.Key} '{w.Value}'"))}");
                    }
                }
            }
        }

        Assert.True(differences.Count == 0, $"{story}: the vantages differ\n{string.Join('\n', differences)}");
    }

    /// <summary>What must not depend on the vantage; without what is listed as unknowable at this one.</summary>
    static Dictionary<string, string> Facts(KernelAccount account, Recording recording, NotOnTheWire listed, ConnectionTruth connection, string vantage)
    {
        Dictionary<string, string> facts = [];
        if (TruthComparison.Find(recording.Reports[vantage], connection) is not { } report)
        {
            return facts; // the comparison with the kernel complains of it, unless it is listed
        }

        Wire wire = recording.Wires[vantage].Value;
        Add("kind", Sides.Words(report.Close.Kind));
        Add("closer", Sides.Of(report.Close.ActiveCloser));
        Add("established", report.Established ? "yes" : "no");
        if (facts.ContainsKey(TruthComparison.FieldOf(recording.Truth, connection, "kind")))
        {
            Add("states", $"{Sides.Words(report.InitiatorState)} {Sides.Words(report.ResponderState)}");
        }

        Add("reused_from", report.Reuse is not { } reuse ? "no reuse" : reuse.TimeWaitHolder is { } before ? Sides.Of(before) : "nobody");
        Add("time_wait", Holders(report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept)));
        Add("time_wait never kept", Holders(report.TimeWait.Where(t => t.Ended == TimeWaitEnding.NeverKept)));
        foreach (TimeWaitReport held in report.TimeWait)
        {
            Add($"{Sides.Of(held.Holder)}'s time_wait ended", Sides.Words(held.Ended));
            Add($"{Sides.Of(held.Holder)}'s time_wait restarts", held.Restarts.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (kernel, ours) in account.Match(connection, vantage, report).Told.Where(t => t.Ours is not null))
        {
            AddReset($"reset {account.NumberOf(kernel)}", ours!);
        }

        // Whether it passed after the close hangs on the place; what it was and what it drew does not.
        foreach (LateSegmentReport late in report.LateSegments)
        {
            (int number, int of) = wire.PlaceOf(late.Frame);
            Add($"late {Wire.Name(wire[late.Frame])}, {number} of {of}", $"{Sides.Words(late.Kind)}, drew {Sides.Words(late.Answer)}");
        }

        return facts;

        // What a vantage leaves open is no other story.
        void AddReset(string name, ResetReport reset)
        {
            Add($"{name} cause", Sides.Words(reset.Cause));
            Add($"{name} mode", Sides.Words(reset.Mode));
            Add($"{name} detail", reset.Detail == ResetDetail.None ? null : Sides.Words(reset.Detail));
            Add($"{name} effective", reset.Effective is { } effective ? (effective ? "yes" : "no") : null);
            Add($"{name} effect", reset.Effect == ResetEffect.Unknown ? null : Sides.Words(reset.Effect));
            Add($"{name} provoker", reset.ProvokedByFrame.IsSome ? Wire.Name(wire[reset.ProvokedByFrame]) : "missing");
            Add($"{name} reason", reset.LinuxResetReason);
        }

        static string Holders(IEnumerable<TimeWaitReport> entries) => string.Join(' ', entries.Select(t => Sides.Of(t.Holder)).Order(StringComparer.Ordinal));

        void Add(string field, string? words)
        {
            if (words is null)
            {
                return;
            }

            var difference = new Difference(TruthComparison.FieldOf(recording.Truth, connection, field), "", words);
            if (!listed.Explains(recording.Cell, vantage, difference))
            {
                facts[field] = words;
            }
        }
    }
}

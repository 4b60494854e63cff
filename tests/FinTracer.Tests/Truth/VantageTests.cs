using System;
using System.Collections.Generic;
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

        Add("kind", Sides.Words(report.Close.Kind));
        Add("closer", Sides.Of(report.Close.ActiveCloser));
        Add("time_wait", string.Join(' ', report.TimeWait.Where(t => t.Ended != TimeWaitEnding.NeverKept).Select(t => Sides.Of(t.Holder)).Order(StringComparer.Ordinal)));
        foreach (var (kernel, ours) in account.Match(connection, vantage, report).Told.Where(t => t.Ours is not null))
        {
            Add($"reset {account.NumberOf(kernel)} cause", Sides.Words(ours!.Cause));
        }

        return facts;

        void Add(string field, string words)
        {
            var difference = new Difference(TruthComparison.FieldOf(recording.Truth, connection, field), "", words);
            if (!listed.Explains(recording.Cell, vantage, difference))
            {
                facts[field] = words;
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FinTracer.Fuzz.Inputs;
using FinTracer.Fuzz.Oracles;
using FinTracer.Segments;
using FinTracer.Selection;
using FinTracer.Verdicts;

namespace FinTracer.Fuzz.Targets;

/// <summary>
/// Conditions over the report's fields (<c>--where</c>), and the other words by which connections are chosen: each is understood or refused with a sentence,
/// what is understood gives one answer, its negation the other, and both the same in parentheses.
/// </summary>
sealed class WhereTarget : IFuzzTarget
{
    // Room for what the oracles write around it.
    const int MostParentheses = 38;

    static readonly ReportFields Fields = new(static _ => "file");

    static readonly Lazy<IReadOnlyList<ConnectionReport>> Connections = new(MakeConnections);

    public string Name => "where";

    public int Longest => 512;

    public IReadOnlyList<byte[]> Words { get; } = [.. Fields.All.Select(static field => field.Path)
        .Concat(Fields.All.SelectMany(static field => field.Words))
        .Concat([" == ", " != ", " < ", " <= ", " > ", " >= ", " contains ", " in (", ", ", ")", "(", "!", " && ", " || ", "\"", "'", "null", "true", "false", "[]", "10.0.0.0/8", "::1",
            "200ms", "5min", "2026-01-31T12:00:00Z", "1e3", "-1", "79228162514264337593543950335", "340282366920938463463374607431768211455", ":desc", ":asc", ":443"])
        .Distinct().Select(Encoding.UTF8.GetBytes)];

    public void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        _ = AddressRange.TryParse(text, out _);
        _ = ServicePattern.TryParse(text, out _);
        Sort(text);
        if (TryBind(text) is not { } test) { return; }
        Func<ConnectionReport, bool>? negated = null, twice = null;
        if (text.Count(static c => c == '(') < MostParentheses)
        {
            negated = TryBind($"!({text})");
            twice = TryBind($"({text}) && ({text})");
            Require.That(negated is not null && twice is not null, "a condition that is none in parentheses");
        }
        foreach (ConnectionReport connection in Connections.Value)
        {
            bool answer = test(connection);
            Require.Equal(answer, test(connection), "the same condition of the same connection");
            if (negated is not null) { Require.Equal(!answer, negated(connection), "the opposite of a condition"); }
            if (twice is not null) { Require.Equal(answer, twice(connection), "a condition and itself"); }
        }
    }

    public void Glance(ReadOnlySpan<byte> input)
    {
        if (TryBind(Encoding.UTF8.GetString(input)) is not { } test) { return; }
        foreach (ConnectionReport connection in Connections.Value) { _ = test(connection); }
    }

    static void Sort(string text)
    {
        try
        {
            var order = SortOrder.Read(text, Fields);
            foreach (ConnectionReport one in Connections.Value)
            {
                Require.Equal(0, order.Compare(one, one), "a connection beside itself");
                foreach (ConnectionReport other in Connections.Value) { Require.Equal(Math.Sign(order.Compare(one, other)), -Math.Sign(order.Compare(other, one)), "an order both ways"); }
            }
        }
        catch (ConditionException refusal)
        {
            Check(refusal, text);
        }
    }

    static Func<ConnectionReport, bool>? TryBind(string text)
    {
        try
        {
            return new ConditionBinder(Fields).Bind(ConditionParser.Read(text));
        }
        catch (ConditionException refusal)
        {
            Check(refusal, text);
            return null;
        }
    }

    static void Check(ConditionException refusal, string text)
    {
        Require.That(refusal.Column >= 1 && refusal.Column <= text.Length + 1, "a column that the text does not have");
        PlainOutput.Check(Encoding.UTF8.GetBytes(refusal.Message), "a refusal");
        Require.That(!refusal.Message.Contains('\n', StringComparison.Ordinal), "a refusal of several lines");
    }

    static List<ConnectionReport> MakeConnections()
    {
        List<ConnectionReport> reports = [];
        foreach (byte[] octets in Corpus.Of(FuzzTargets.Find("segment")).Take(12))
        {
            List<Segment> segments = PackedSegments.Unpack(octets);
            var engine = new ConnectionEngine(new() { HashSeed = 1 }, reports.Add);
            foreach (Segment segment in segments) { engine.Observe(segment); }
            if (segments.Count > 0) { engine.Complete(segments.Max(static segment => segment.TimestampNs)); }
        }
        return [.. reports.Take(16).Select((report, i) => report with { Id = i + 1 })];
    }
}

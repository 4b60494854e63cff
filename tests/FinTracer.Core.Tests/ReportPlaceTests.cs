using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FinTracer.Segments;
using FinTracer.Tests.Properties;
using FinTracer.Tests.TestKit;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>A report is written in a place that held another one: nothing of that is left.</summary>
public sealed class ReportPlaceTests
{
    [Fact]
    public void A_report_says_the_same_whatever_stood_in_its_place()
    {
        var clean = new Places(used: false);
        var used = new Places(used: true);
        foreach (Segment[] story in Stories())
        {
            Trace(story, clean);
            Trace(story, used);
            Assert.Equal(clean.Told.Count, used.Told.Count);
            for (int i = 0; i < clean.Told.Count; i++)
            {
                AssertSame(clean.Told[i].Fields, used.Told[i].Fields);
            }

            clean.Told.Clear();
            used.Told.Clear();
        }
    }

    /// <summary>Else the one above could not find what is left.</summary>
    [Fact]
    public void The_stories_have_a_report_without_a_fact_right_behind_one_with_it()
    {
        var told = new Places(used: false);
        HashSet<FieldInfo> same = [.. Fields<ConnectionFields>(), .. Fields<CloseFields>(), .. Fields<TimeWaitFields>()];
        Dictionary<FieldInfo, object?> before = [];
        foreach (Segment[] story in Stories())
        {
            Trace(story, told);
            foreach (FieldInfo field in same.ToArray())
            {
                foreach (object facts in told.Told.SelectMany(report => FactsOf(report, field.DeclaringType!)))
                {
                    object? now = field.GetValue(facts);
                    if (before.TryGetValue(field, out object? last) && !AreSame(last, now)) { same.Remove(field); }
                    before[field] = now;
                }
            }

            told.Told.Clear();
        }

        Assert.Empty(same);
    }

    /// <summary>Every script and every recording, and each of the shorter recordings cut off after every segment.</summary>
    static IEnumerable<Segment[]> Stories() => Play.Names().Select(name => Play.Load(name).Segments.ToArray())
        .Concat(Recordings.AtServer.SelectMany(story => Enumerable.Range(1, Math.Min(story.Segments.Length, 20)).Select(length => story.Segments[..length]).Append(story.Segments)))
        .Where(segments => segments.Length > 0);

    static void Trace(Segment[] segments, Places places)
    {
        var options = new TraceOptions { HashSeed = 1, Revisions = segments.Length % 2 == 0 };
        var engine = new ConnectionEngine(options, segments.Length % 3 == 0 ? 1 : options.MaxConnections, places, new TraceResult(), new ConnectionNumbers(), listener: null);
        foreach (Segment segment in segments)
        {
            engine.Observe(segment);
            engine.ReportRevisions(segment.TimestampNs);
        }

        engine.Complete(segments.Max(segment => segment.TimestampNs) + (segments.Length % 5 * 30_000_000_000));
    }

    static void AssertSame<T>(in T one, in T another)
        where T : struct
    {
        foreach (FieldInfo field in Fields<T>())
        {
            Assert.True(AreSame(field.GetValue(one), field.GetValue(another)), $"{field.Name}: {field.GetValue(one)}, then {field.GetValue(another)}");
        }
    }

    static bool AreSame(object? one, object? another) =>
        one is IEnumerable many ? many.Cast<object>().SequenceEqual(((IEnumerable)another!).Cast<object>()) : Equals(one, another);

    static IEnumerable<object> FactsOf(ConnectionReport report, Type of) =>
        of == typeof(ConnectionFields) ? [report.Fields] : of == typeof(CloseFields) ? [report.Close.Fields] : report.TimeWait.Select(timeWait => (object)timeWait.Fields);

    static FieldInfo[] Fields<T>() => typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public);

    sealed class Places(bool used) : IReportPlaces
    {
        ConnectionReport _place;

        public List<ConnectionReport> Told { get; } = [];

        public ref ConnectionReport Next()
        {
            _place = used ? _place : default;
            return ref _place;
        }

        public void Written() => Told.Add(_place);
    }
}

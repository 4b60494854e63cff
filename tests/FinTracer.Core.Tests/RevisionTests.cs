using System;
using System.Collections.Generic;
using System.Linq;
using FinTracer.Segments;
using FinTracer.Tests.Properties;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Where connections are reported as they close and as they change: every record has its number, and the last one is what one look at the whole would give.</summary>
public sealed class RevisionTests
{
    static readonly long s_end = Recordings.Mixed.Max(s => s.TimestampNs);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_last_report_of_each_connection_is_the_one_that_is_given_once(int every)
    {
        List<ConnectionReport> told = Told(Recordings.Mixed, every);
        Assert.Equal(Once(Recordings.Mixed), told.Where(r => r.Final).Select(r => Fingerprint.Of(r)).Order(StringComparer.Ordinal));
        foreach (IGrouping<long, ConnectionReport> reports in told.GroupBy(r => r.Id))
        {
            Assert.Equal(Enumerable.Range(1, reports.Count()), reports.Select(r => r.Revision));
            Assert.Equal(reports.Count() - 1, reports.TakeWhile(r => !r.Final).Count());
        }
    }

    [Fact]
    public void A_close_is_told_with_the_segment_that_completes_it()
    {
        Segment[] story = Story("client-closes-first");
        List<ConnectionReport> told = Told(story, 1);
        ConnectionReport first = told[0];
        Assert.False(first.Final);
        Assert.Equal(CloseKind.Graceful, first.Close.Kind);
        Assert.Equal(TimeWaitEnding.Open, first.TimeWait.Single().Ended);
        Assert.Equal(first.TimeWait.Single().EnteredTimeNs, first.LastTimeNs);
    }

    [Fact]
    public void A_connection_that_never_closes_is_told_once_and_at_the_end()
    {
        ConnectionReport only = Assert.Single(Told(Story("still-open"), 1));
        Assert.True(only.Final);
        Assert.Equal(1, only.Revision);
    }

    [Fact]
    public void What_ends_a_time_wait_is_told_again()
    {
        List<ConnectionReport> told = Told(Story("time-wait-assassinated"), 1);
        List<TimeWaitEnding> endings = [.. told.Select(r => r.TimeWait.Single().Ended)];
        Assert.Equal(TimeWaitEnding.Open, endings[0]);
        int killed = endings.IndexOf(TimeWaitEnding.Assassinated);
        Assert.False(told[killed].Final); // told as it happens, not only at the end
        Assert.True(told[killed].Revision > 1);
        Assert.Equal(1, told[killed].ResetCount);
    }

    [Fact]
    public void Changes_between_two_looks_are_told_together()
    {
        Segment[] story = Story("time-wait-assassinated");
        Assert.Equal([1], Told(story, story.Length + 1).Select(r => r.Revision));
    }

    /// <summary>A live capture remembers a million of them; at hand each would take five times the memory.</summary>
    [Fact]
    public void A_closed_connection_can_be_put_away_once_it_has_been_told_and_tells_what_comes_late()
    {
        Segment[] story = Story("time-wait-assassinated");
        List<ConnectionReport> told = [];
        var engine = new ConnectionEngine(new TraceOptions { Revisions = true, AtHand = 0 }, told.Add);
        foreach (Segment segment in story)
        {
            engine.Observe(segment);
            engine.AdvanceClock(segment.TimestampNs);
            engine.ReportRevisions(segment.TimestampNs);
            if (told.Count > 0)
            {
                engine.AdvanceClock(segment.TimestampNs);
                Assert.Null(engine.Flows[0]!.Current);
            }
        }

        engine.Complete(s_end);
        Assert.True(told.Count > 2);
        Assert.Equal(Enumerable.Range(1, told.Count), told.Select(r => r.Revision));
        Assert.Equal(Once(story), [Fingerprint.Of(told[^1])]);
    }

    [Fact]
    public void Without_the_option_nothing_is_told_twice_and_nothing_is_numbered()
        => Assert.All(Told(Recordings.Mixed, 1, revisions: false), r => Assert.True(r is { Final: true, Revision: 0 }));

    static Segment[] Story(string name) => Recordings.AtServer.Single(story => story.Story == name).Segments;

    static List<ConnectionReport> Told(Segment[] segments, int every, bool revisions = true)
    {
        List<ConnectionReport> told = [];
        var engine = new ConnectionEngine(new TraceOptions { Revisions = revisions, AtHand = 2 }, told.Add);
        for (int i = 0; i < segments.Length; i++)
        {
            engine.Observe(segments[i]);
            if ((i + 1) % every == 0)
            {
                engine.AdvanceClock(segments[i].TimestampNs);
                engine.ReportRevisions(segments[i].TimestampNs);
            }
        }

        engine.Complete(Math.Max(s_end, segments[^1].TimestampNs));
        return told;
    }

    static IEnumerable<string> Once(Segment[] segments)
        => Told(segments, 1, revisions: false).Select(r => Fingerprint.Of(r)).Order(StringComparer.Ordinal);
}

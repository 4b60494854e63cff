using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FinTracer.Segments;
using FinTracer.Tests.Properties;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>
/// The end of a live capture, for which somebody waits: nothing is told again that has not changed when that is asked for, and then too the last record of each connection is the
/// one that a file gives; any number of threads tell the same, in the same order.
/// </summary>
public sealed class LastReportsTests
{
    const long Second = 1_000_000_000;
    const int Everything = int.MaxValue;

    /// <summary>How long the line is silent before the end: TIME-WAIT runs, may run, has expired; the connection is nearly forgotten, and could be.</summary>
    public static readonly TheoryData<double> Silences = [0, 1, 59.9, 60.5, 62, 64.2, 70, 124, 126, 400];

    [Theory]
    [MemberData(nameof(Silences))]
    public void The_last_record_of_each_connection_is_that_of_the_file_though_nothing_is_told_twice(double silence)
    {
        foreach ((string story, Segment[] segments) in Recordings.AtServer.Where(story => story.Segments.Length > 0))
        {
            TellsWhatHasChanged(story, segments, every: 5, segments.Max(s => s.TimestampNs) + (long)(silence * Second));
        }
    }

    /// <summary>Also with a SYN that waits for its answer beside a connection that has closed, and with one that was told and lives on.</summary>
    [Fact]
    public void So_it_is_wherever_the_capture_ends()
    {
        const int Short = 40;
        foreach ((string story, Segment[] segments) in Recordings.AtServer.Where(story => story.Segments.Length <= Short))
        {
            for (int length = 1; length <= segments.Length; length++)
            {
                TellsWhatHasChanged(story, segments[..length], every: 1, segments[..length].Max(s => s.TimestampNs) + Second);
            }
        }
    }

    [Fact]
    public void A_time_wait_that_has_expired_since_is_told_again_and_one_that_runs_is_not()
    {
        Segment[] story = Story("client-closes-first");
        long closedNs = story[^1].TimestampNs;

        Live running = Live.Of(story, every: 1);
        Assert.Equal(1, running.End(closedNs + (59 * Second), threads: 1, againAtMost: 0));
        Assert.Equal(TimeWaitEnding.Open, Assert.Single(running.Told).TimeWait.Single().Ended);

        Live expired = Live.Of(story, every: 1);
        Assert.Equal(0, expired.End(closedNs + (70 * Second), threads: 1, againAtMost: 0));
        Assert.Equal([TimeWaitEnding.Open, TimeWaitEnding.Expired], expired.Told.Select(r => r.TimeWait.Single().Ended));
        Assert.True(expired.Told[^1] is { Final: true, Revision: 2 });
    }

    [Theory]
    [InlineData(3, 0, 4)]
    [InlineData(4, 4, 0)]
    public void Only_with_more_than_so_many_at_hand_is_what_holds_left_untold(int againAtMost, int finals, int untold)
    {
        Segment[] story = Story("client-closes-first");
        Live live = Live.Of([.. story.SelectMany(s => Enumerable.Range(0, 4).Select(copy => Moved(s, copy)))], every: 1);
        Assert.Equal(untold, live.End(story[^1].TimestampNs, threads: 2, againAtMost));
        Assert.Equal(finals, live.Told.Count(r => r.Final));
    }

    /// <summary>Frames with broken clocks: the tick's time runs ahead of what the connections have seen, and the end lies before it.</summary>
    [Fact]
    public void What_was_told_of_a_later_time_than_the_end_is_told_again()
    {
        Segment[] story = Story("client-closes-first");
        Live live = Live.Of(story, every: story.Length + 1);
        live.Engine.ReportRevisions(story[^1].TimestampNs + (70 * Second));
        Assert.Equal(0, live.End(story[^1].TimestampNs + Second, threads: 1, againAtMost: 0));
        Assert.Equal([TimeWaitEnding.Expired, TimeWaitEnding.Open], live.Told.Select(r => r.TimeWait.Single().Ended));
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData(0)]
    public void Any_number_of_threads_tells_the_same_in_the_same_order(int againAtMost)
    {
        Segment[] segments = [.. Recordings.Mixed.TakeLast(4000).SelectMany(s => Enumerable.Range(0, 3).Select(copy => Moved(s, copy)))];
        long endNs = segments.Max(s => s.TimestampNs) + (30 * Second);
        Live one = Live.Of(segments, every: 50);
        one.End(endNs, threads: 1, againAtMost);
        Assert.True(one.Told.Count > 500, $"{one.Told.Count}"); // some pieces
        foreach (int threads in (int[])[2, 5])
        {
            Live several = Live.Of(segments, every: 50);
            several.End(endNs, threads, againAtMost);
            Assert.Equal(one.Told.Select(TextOf), several.Told.Select(TextOf));
            Assert.Equal(one.Counts, several.Counts);
        }

        ConnectionReport[] last = [.. one.Told.Skip(one.ToldBefore)];
        Assert.Equal(last.Select(r => r.Id).Order(), last.Select(r => r.Id));
    }

    /// <summary>The same reports, and then counts, as from one thread that lets each connection go.</summary>
    [Fact]
    public void Told_by_several_threads_everything_is_what_one_tells()
    {
        Segment[] segments = [.. Recordings.Mixed.SelectMany(s => (Segment[])[s, s])]; // each segment captured twice: copies are counted, also of what is put away
        long endNs = segments.Max(s => s.TimestampNs);
        Live several = Live.Of(segments, every: 50);
        several.End(endNs, threads: 3, Everything);
        Live one = Live.Of(segments, every: 50);
        one.Engine.Complete(endNs);
        Assert.Equal(one.Told.Select(TextOf), several.Told.Select(TextOf));
        Assert.Equal(one.Counts, several.Counts);
        Assert.Equal(one.Told.Where(r => r.Final).Sum(r => r.InitiatorSent.DuplicateFrames + r.ResponderSent.DuplicateFrames), several.Result.DuplicateFrames);
        Assert.NotEqual(0, several.Result.DuplicateFrames);
    }

    /// <summary>Also where a SYN waits beside a connection, which has its own place in the order.</summary>
    [Fact]
    public void So_they_tell_wherever_the_capture_ends()
    {
        const int Short = 40;
        int attempts = 0;
        foreach ((string story, Segment[] segments) in Recordings.AtServer.Where(story => story.Segments.Length <= Short))
        {
            for (int length = 1; length <= segments.Length; length++)
            {
                Segment[] cut = [.. segments[..length].SelectMany(s => Enumerable.Range(0, 2).Select(copy => Moved(s, copy)))];
                attempts += TellsAll(cut, every: 1, cut.Max(s => s.TimestampNs));
            }
        }

        Assert.True(attempts > 10, $"{attempts}");
    }

    /// <summary>A connection that lives on while a hundred others come, close and are forgotten: few numbers are left, far apart.</summary>
    [Fact]
    public void So_they_tell_where_most_are_forgotten()
    {
        Segment[] story = Story("client-closes-first");
        Segment[] later = [.. Enumerable.Range(1, 100).SelectMany(copy => story.Select(s => Moved(s, copy) with { TimestampNs = s.TimestampNs + (copy * 200 * Second) }))];
        Segment[] segments = [.. story[..4], .. later, .. story[4..5].Select(s => s with { TimestampNs = later[^1].TimestampNs })];
        TellsAll(segments, every: story.Length, segments.Max(s => s.TimestampNs));
    }

    [Fact]
    public void What_the_consumer_throws_comes_through_and_ends_it()
    {
        Segment[] segments = [.. Recordings.Mixed.TakeLast(4000)];
        foreach (bool preparing in (bool[])[true, false])
        {
            Live live = Live.Of(segments, every: 50);
            var failing = new FailingStage(preparing);
            Assert.Throws<TimeoutException>(() => live.Engine.Complete(long.MaxValue / 2, failing, threads: 3, Everything));
            Assert.InRange(failing.Delivered, 0, 1);
        }
    }

    /// <summary>A reader behind a pipe is slower than this: what waits for it must not become the whole report.</summary>
    [Fact]
    public void No_more_is_prepared_than_a_slow_consumer_leaves_room_for()
    {
        Segment[] segments = [.. Story("client-closes-first").SelectMany(s => Enumerable.Range(0, 10_000).Select(copy => Moved(s, copy)))];
        Live live = Live.Of(segments, every: 50_000);
        var counting = new CountingStage();
        live.Engine.Complete(segments.Max(s => s.TimestampNs), counting, threads: 2, Everything);
        Assert.True(counting.Pieces > 60, $"{counting.Pieces}");
        Assert.InRange(counting.MostWaiting, 1, 40);
    }

    static Segment[] Story(string name) => Recordings.AtServer.Single(story => story.Story == name).Segments;

    static void TellsWhatHasChanged(string story, Segment[] segments, int every, long endNs)
    {
        Live live = Live.Of(segments, every);
        List<ConnectionReport> before = [.. live.Told];
        int untold = live.End(endNs, threads: 2, againAtMost: 0);

        Dictionary<long, string> last = before.GroupBy(r => r.Id).ToDictionary(r => r.Key, r => Fingerprint.Of(r.Last()));
        Assert.All(live.Told.Skip(before.Count), r => Assert.False(last.TryGetValue(r.Id, out string? told) && told == Fingerprint.Of(r), $"{story}: {r.Id} is told again"));
        IGrouping<long, ConnectionReport>[] connections = [.. live.Told.GroupBy(r => r.Id)];
        Assert.Equal(Once(segments, endNs), connections.Select(r => Fingerprint.Of(r.Last())).Order(StringComparer.Ordinal));
        Assert.Equal(connections.Count(r => !r.Last().Final), untold);
        Assert.All(connections, r => Assert.Equal(Enumerable.Range(1, r.Count()), r.Select(one => one.Revision)));
    }

    /// <summary>Two threads tell what one does that lets each connection go; returns how many connections began beside one that was still there.</summary>
    static int TellsAll(Segment[] segments, int every, long endNs)
    {
        Live one = Live.Of(segments, every);
        one.Engine.Complete(endNs);
        Live two = Live.Of(segments, every);
        two.End(endNs, threads: 2, Everything);
        Assert.Equal(one.Told.Select(TextOf), two.Told.Select(TextOf));
        Assert.Equal(one.Counts, two.Counts);
        return one.Told.Count(r => r.NextLifeFrame.IsSome);
    }

    static string TextOf(ConnectionReport report) => $"{report.Id} {report.Revision} {report.Final} {Fingerprint.Of(report)}";

    static IEnumerable<string> Once(Segment[] segments, long endNs)
    {
        List<string> told = [];
        var engine = new ConnectionEngine(new TraceOptions(), report => told.Add(Fingerprint.Of(report)));
        foreach (Segment segment in segments)
        {
            engine.Observe(segment);
        }

        engine.Complete(endNs);
        return told.Order(StringComparer.Ordinal);
    }

    static Segment Moved(Segment segment, int copy) => segment with
    {
        Source = new(segment.Source.Address + (UInt128)(copy * 1024), segment.Source.Port),
        Destination = new(segment.Destination.Address + (UInt128)(copy * 1024), segment.Destination.Port),
    };

    /// <summary>An engine that tells as it goes, and what it told.</summary>
    sealed class Live
    {
        public Live()
        {
            var options = new TraceOptions { Revisions = true, AtHand = 3 }; // some lie away, some do not
            Engine = new ConnectionEngine(options, options.MaxConnections, new OneReport(Told.Add), Result, new ConnectionNumbers(), listener: null);
        }

        public ConnectionEngine Engine { get; }

        public TraceResult Result { get; } = new();

        public List<ConnectionReport> Told { get; } = [];

        public int ToldBefore { get; private set; }

        public (long Connections, long Duplicates, long Strays) Counts => (Result.Connections, Result.DuplicateFrames, Result.Strays);

        public static Live Of(Segment[] segments, int every)
        {
            var live = new Live();
            live.Observe(segments, every);
            return live;
        }

        /// <summary>So that connections are told, and lie cold, at the end: the last look comes behind the last segment, and another one.</summary>
        public void Observe(Segment[] segments, int every)
        {
            for (int i = 0; i < segments.Length; i++)
            {
                Engine.Observe(segments[i]);
                if ((i + 1) % every == 0)
                {
                    Look(segments[i].TimestampNs);
                }
            }

            if (every <= segments.Length)
            {
                Look(segments[^1].TimestampNs);
                Look(segments[^1].TimestampNs);
            }

            ToldBefore = Told.Count;
        }

        public int End(long endNs, int threads, int againAtMost) => Engine.Complete(endNs, new CollectingStage(Told), threads, againAtMost);

        void Look(long nowNs)
        {
            Engine.AdvanceClock(nowNs);
            Engine.ReportRevisions(nowNs);
        }
    }

    sealed class CollectingStage(List<ConnectionReport> told) : IReportStage
    {
        public object Prepare(int worker, ReadOnlySpan<ConnectionReport> connections) => connections.ToArray();

        public void Deliver(object? prepared) => told.AddRange((ConnectionReport[])prepared!);
    }

    sealed class FailingStage(bool preparing) : IReportStage
    {
        public int Delivered { get; private set; }

        public object? Prepare(int worker, ReadOnlySpan<ConnectionReport> connections) => preparing ? throw new TimeoutException() : null;

        public void Deliver(object? prepared)
        {
            Delivered++;
            throw new TimeoutException();
        }
    }

    /// <summary>Its delivery waits until the other worker gets no further: that one is waiting for room, or has nothing left to do.</summary>
    sealed class CountingStage : IReportStage
    {
        readonly ConcurrentDictionary<Thread, bool> _workers = [];
        int _waiting;

        public int Pieces { get; private set; }

        public int MostWaiting { get; private set; }

        public object? Prepare(int worker, ReadOnlySpan<ConnectionReport> connections)
        {
            _workers[Thread.CurrentThread] = true;
            Interlocked.Increment(ref _waiting);
            return null;
        }

        public void Deliver(object? prepared)
        {
            foreach (Thread other in _workers.Keys.Where(worker => worker != Thread.CurrentThread))
            {
                SpinWait.SpinUntil(() => !other.IsAlive || (other.ThreadState & ThreadState.WaitSleepJoin) != 0);
            }

            MostWaiting = Math.Max(MostWaiting, Volatile.Read(ref _waiting));
            Interlocked.Decrement(ref _waiting);
            Pieces++;
        }
    }
}

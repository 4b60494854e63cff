using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tests.Properties;
using FinTracer.Verdicts;
using Xunit;

namespace FinTracer.Tests;

/// <summary>Frames that come when they come: the last records are those of a file, whenever the clock is looked at, and the census counts what is held.</summary>
public sealed class LivePipelineTests
{
    const long Second = 1_000_000_000;

    [Theory]
    [InlineData("time-wait-assassinated")]
    [InlineData("keepalive-race")]
    [InlineData("tuple-reused-five-times")]
    [InlineData("half-open-new-syn")]
    public void The_last_records_are_those_of_the_file(string story)
    {
        string path = PathOf(story);
        List<ConnectionReport> live = [];
        var pipeline = new LivePipeline(new TraceOptions { AtHand = 0 }, live.Add);
        using (CaptureReader reader = Reader(path))
        {
            while (reader.TryRead(out Frame frame))
            {
                pipeline.Take(frame);
                pipeline.Tick(frame.TimestampNs);
            }
        }

        pipeline.Complete(0);
        List<string> once = [];
        using CaptureReader again = Reader(path);
        TraceResult result = new TracePipeline(new TraceOptions()).Run(again, r => once.Add(Fingerprint.Of(r)));
        Assert.Equal(once.Order(StringComparer.Ordinal), live.Where(r => r.Final).Select(r => Fingerprint.Of(r)).Order(StringComparer.Ordinal));
        Assert.Equal((result.Frames, result.Segments, result.Connections), (pipeline.Result.Frames, pipeline.Result.Segments, pipeline.Result.Connections));
    }

    [Fact]
    public void Silence_lets_closed_connections_go_and_time_waits_expire()
    {
        List<ConnectionReport> live = [];
        var pipeline = new LivePipeline(new TraceOptions { AtHand = 0 }, live.Add);
        long last = Feed(pipeline, "client-closes-first");
        pipeline.Tick(last + (100 * Second));
        Assert.DoesNotContain(live, r => r.Final);
        Assert.Equal(1, pipeline.Held);
        pipeline.Tick(last + (306 * Second));
        ConnectionReport final = Assert.Single(live, r => r.Final);
        Assert.Equal(TimeWaitEnding.Expired, final.TimeWait.Single().Ended);
        Assert.Equal(0, pipeline.Held);
    }

    [Fact]
    public void The_census_counts_time_waits_until_they_expire_and_the_ports_that_they_hold()
    {
        var pipeline = new LivePipeline(new TraceOptions(), _ => { });
        long last = Feed(pipeline, "client-closes-first");
        Assert.True(pipeline.Census.Step(100, last));
        CensusRound round = pipeline.Census.Latest;
        Assert.Equal((0, 0, 1), (round.Open, round.Closing, round.Remembered));
        TimeWaitHeld held = Assert.Single(round.TimeWait).Value;
        Assert.Equal(1, held.Count);
        Assert.InRange(held.NextExpiryNs, last + (59 * Second), last + (60 * Second));
        Assert.Equal(1, Assert.Single(round.Ports).Value); // the initiator closed first: its port is taken

        Assert.True(pipeline.Census.Step(100, last + (61 * Second)));
        Assert.Empty(pipeline.Census.Latest.TimeWait);
        Assert.Empty(pipeline.Census.Latest.Ports);
    }

    [Fact]
    public void The_census_goes_round_in_steps()
    {
        var pipeline = new LivePipeline(new TraceOptions(), _ => { });
        long last = Feed(pipeline, "still-open");
        Feed(pipeline, "client-closes-first");
        Feed(pipeline, "server-closes-first");
        Assert.False(pipeline.Census.Step(1, last));
        Assert.False(pipeline.Census.Step(1, last));
        Assert.True(pipeline.Census.Step(1, last));
        Assert.Equal((1, 2), (pipeline.Census.Latest.Open, pipeline.Census.Latest.Remembered));
    }

    [Theory]
    [InlineData("client-closes-first")]
    [InlineData("server-closes-first")]
    [InlineData("simultaneous-close")]
    [InlineData("time-wait-assassinated")]
    [InlineData("abort-by-client")]
    public void The_census_counts_alike_what_is_at_hand_and_what_is_put_away(string story)
    {
        var pipeline = new LivePipeline(new TraceOptions(), _ => { });
        long last = Feed(pipeline, story);
        Assert.True(pipeline.Census.Step(100, last));
        CensusRound atHand = pipeline.Census.Latest;
        pipeline.Tick(last);
        pipeline.Tick(last);
        Assert.True(pipeline.Census.Step(100, last));
        CensusRound putAway = pipeline.Census.Latest;
        Assert.NotEqual(0, atHand.Remembered);
        Assert.Equal((atHand.Opening, atHand.Open, atHand.Closing, atHand.Remembered), (putAway.Opening, putAway.Open, putAway.Closing, putAway.Remembered));
        Assert.Equal(atHand.TimeWait.OrderBy(held => held.Key), putAway.TimeWait.OrderBy(held => held.Key));
        Assert.Equal(atHand.Ports.OrderBy(held => held.Key.Initiator), putAway.Ports.OrderBy(held => held.Key.Initiator));
    }

    [Fact]
    public void A_file_that_says_how_long_was_listened_shows_what_the_silence_proves()
    {
        Segment last = Recordings.AtServer.Single(s => s.Story == "client-closes-first").Segments[^1];
        using CaptureReader reader = Reader(PathOf("client-closes-first"));
        reader.Inputs[0].CaptureEndNs = last.TimestampNs + (70 * Second);
        List<ConnectionReport> told = [];
        new TracePipeline(new TraceOptions()).Run(reader, told.Add);
        Assert.Equal(TimeWaitEnding.Expired, Assert.Single(told).TimeWait.Single().Ended);
    }

    static long Feed(LivePipeline pipeline, string story)
    {
        using CaptureReader reader = Reader(PathOf(story));
        long last = 0;
        while (reader.TryRead(out Frame frame))
        {
            pipeline.Take(frame);
            last = Math.Max(last, frame.TimestampNs);
        }

        pipeline.Tick(last);
        return last;
    }

    static CaptureReader Reader(string path) => CaptureFormats.Open(new MemoryStream(File.ReadAllBytes(path)), new CaptureInput(path))!;

    static string PathOf(string story)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FinTracer.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("FinTracer.sln is in no folder above the tests");
        }

        return Path.Combine(folder.FullName, "captures", story, "server.pcap");
    }
}

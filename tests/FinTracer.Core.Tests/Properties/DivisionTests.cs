using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using FinTracer.Flows;
using FinTracer.Segments;
using Xunit;

namespace FinTracer.Tests.Properties;

/// <summary>A connection's verdict depends on its own segments and the options, on nothing else; so work can be divided.</summary>
public sealed class DivisionTests
{
    static readonly long s_end = Recordings.Mixed.Max(s => s.TimestampNs);

    static readonly string[] s_whole = Told(Recordings.Mixed);

    [Fact]
    public void Splitting_by_four_tuple_into_any_number_of_parts_gives_the_same_records()
        => Gen.Select(Gen.Int[1, 9], Gen.ULong).Sample((parts, seed) =>
        {
            var told = Recordings.Mixed.GroupBy(s => (int)(FlowKey.Of(s).Hash(seed) % (ulong)parts)).SelectMany(part => Told([.. part]));
            Assert.Equal(s_whole, told.Order(StringComparer.Ordinal));
        }, iter: 30);

    [Fact]
    public void Other_connections_between_the_frames_change_nothing()
    {
        var numbered = Recordings.Mixed.GroupBy(s => FlowKey.Of(s)).SelectMany(flow => Told([.. flow]));
        Assert.Equal(s_whole, numbered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_seed_of_the_hash_changes_nothing()
        => Gen.ULong.Sample(seed => Assert.Equal(s_whole, Told(Recordings.Mixed, new TraceOptions { HashSeed = seed })), iter: 10);

    [Fact]
    public void When_the_clock_is_looked_at_changes_nothing()
        => Gen.Int[1, 500].Sample(every =>
        {
            List<string> told = [];
            var engine = new ConnectionEngine(new TraceOptions { AtHand = 0 }, r => told.Add(Fingerprint.Of(r)));
            for (int i = 0; i < Recordings.Mixed.Length; i++)
            {
                engine.Observe(Recordings.Mixed[i]);
                if (i % every == 0)
                {
                    engine.AdvanceClock(Recordings.Mixed[i].TimestampNs);
                }
            }

            engine.Complete(s_end);
            Assert.Equal(s_whole, told.Order(StringComparer.Ordinal));
        }, iter: 20);

    static string[] Told(IReadOnlyCollection<Segment> segments, TraceOptions? options = null)
    {
        List<string> told = [];
        var engine = new ConnectionEngine(options ?? new TraceOptions(), r => told.Add(Fingerprint.Of(r)));
        foreach (Segment segment in segments)
        {
            engine.Observe(segment);
        }

        engine.Complete(s_end);
        return [.. told.Order(StringComparer.Ordinal)];
    }
}

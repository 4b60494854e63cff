using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FinTracer.Capture;
using FinTracer.Segments;
using FinTracer.Tracking;
using Xunit;

namespace FinTracer.Core.Tests.Tracking;

/// <summary>A connection that was put away comes back as it was: fact by fact, found by reflection, so that a new field cannot be forgotten.</summary>
public sealed class TrackFactsTests
{
    const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>What is not carried as octets: addresses are the flow's key, the logs keep their objects, the ring and the gaps have tests of their own.</summary>
    static readonly HashSet<string> s_elsewhere = ["Address", "Resets", "Late", "Recent", "Gaps"];

    [Fact]
    public void Every_field_of_a_track_comes_back()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            var track = new ConnectionTrack(new TrackingOptions());
            Fill(track, random, huge: round % 2 == 1);

            ConnectionTrack back = ThereAndBack(track);

            Assert.Equal(Facts(track), Facts(back));
        }
    }

    [Fact]
    public void A_track_of_zeros_and_of_the_farthest_distances_comes_back()
    {
        var track = new ConnectionTrack(new TrackingOptions());
        Assert.Equal(Facts(track), Facts(ThereAndBack(track)));

        track.FirstTimeNs = 1;
        track.LastTimeNs = unchecked(1 + long.MinValue);
        track.CloseTimeNs = long.MaxValue;
        Assert.Equal(Facts(track), Facts(ThereAndBack(track)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(300)]
    public void The_last_segments_come_back_in_their_order(int segments)
    {
        var random = new Random(segments);
        var track = new ConnectionTrack(new TrackingOptions());
        track.Recent.KeepMore = true;
        for (int i = 0; i < segments; i++)
        {
            object entry = new RecentSegment();
            foreach (FieldInfo field in typeof(RecentSegment).GetFields(Fields))
            {
                field.SetValue(entry, Value(field.FieldType, random, huge: i % 3 == 0));
            }

            track.Recent.Add(((RecentSegment)entry).Signature) = (RecentSegment)entry;
        }

        var writer = new FactWriter(new uint[TrackFacts.MaxWords]);
        track.Recent.Pass(track, ref writer);
        var back = new ConnectionTrack(new TrackingOptions());
        FactReader reader = PackedAndUnpacked(writer);
        back.Recent.Pass(back, ref reader);

        Assert.Equal(track.Recent.KeepMore, back.Recent.KeepMore);
        Assert.Equal(Entries(track), Entries(back));
        foreach (ConnectionTrack one in (ConnectionTrack[])[track, back])
        {
            AssertFound(one);
            var entry = new RecentSegment { Seq = new SequenceNumber(7) };
            one.Recent.Add(entry.Signature) = entry;
            AssertFound(one);
        }

        Assert.Equal(Entries(track), Entries(back));
    }

    /// <summary>What tells at once that a segment is no copy must never say so of one that is, nor always have doubts.</summary>
    static void AssertFound(ConnectionTrack track)
    {
        for (int age = 0; age < Math.Min(track.Recent.Count, 16); age++)
        {
            Assert.True(track.Recent.MayHold(track.Recent[age].Signature));
        }

        Assert.False(track.Recent.MayHold(0x1234_5678));
    }

    [Fact]
    public void Gaps_come_back()
    {
        var track = new ConnectionTrack(new TrackingOptions());
        track.First.Gaps.Open(new SequenceNumber(10), new SequenceNumber(20));
        track.First.Gaps.Open(new SequenceNumber(30), new SequenceNumber(45));

        ConnectionTrack back = ThereAndBack(track);

        Assert.Equal(25, back.First.Gaps.MissingBelow(new SequenceNumber(100)));
        Assert.Equal(10, back.First.Gaps.MissingBelow(new SequenceNumber(30)));
        Assert.False(back.Second.Gaps.Any);
    }

    static ConnectionTrack ThereAndBack(ConnectionTrack track)
    {
        var writer = new FactWriter(new uint[TrackFacts.MaxWords]);
        TrackFacts.Pass(track, ref writer);
        var back = new ConnectionTrack(new TrackingOptions());
        FactReader reader = PackedAndUnpacked(writer);
        TrackFacts.Pass(back, ref reader);
        return back;
    }

    static FactReader PackedAndUnpacked(in FactWriter writer)
    {
        byte[] octets = new byte[PackedWords.MaxOctets(TrackFacts.MaxWords)];
        PackedWords.Pack(writer.Written, octets);
        uint[] words = new uint[TrackFacts.MaxWords];
        PackedWords.Unpack(octets, words);
        return new FactReader(words);
    }

    static List<RecentSegment> Entries(ConnectionTrack track) => [.. Enumerable.Range(0, track.Recent.Count).Select(age => track.Recent[age])];

    /// <summary>Sets every field. A fact that only has a meaning with another one gets that too, since all yes-or-no facts are set to yes.</summary>
    static void Fill(object target, Random random, bool huge)
    {
        foreach (FieldInfo field in target.GetType().GetFields(Fields).Where(f => !s_elsewhere.Contains(f.Name) && IsFact(f)))
        {
            if (IsGroup(field.FieldType))
            {
                object part = field.GetValue(target)!;
                Fill(part, random, huge);
                if (field.FieldType.IsValueType)
                {
                    field.SetValue(target, part);
                }
            }
            else
            {
                field.SetValue(target, Value(field.FieldType, random, huge));
            }
        }
    }

    static bool IsFact(FieldInfo field) => field.FieldType != typeof(TrackingOptions);

    static bool IsGroup(Type type) => type == typeof(EndpointTrack) || type == typeof(TimeWaitTrack) || type == typeof(Predecessor) || type == typeof(PredecessorEndpoint);

    static object Value(Type type, Random random, bool huge)
    {
        long number = huge ? random.NextInt64() : random.Next(1, 100_000);
        return type switch
        {
            _ when type == typeof(bool) => true,
            _ when type == typeof(byte) => (byte)number,
            _ when type == typeof(ushort) => (ushort)number,
            _ when type == typeof(int) => (int)(number & int.MaxValue),
            _ when type == typeof(uint) => (uint)number,
            _ when type == typeof(long) => number,
            _ when type == typeof(long?) => number,
            _ when type == typeof(SequenceNumber) => new SequenceNumber((uint)number),
            _ when type == typeof(FrameId) => new FrameId((ulong)number),
            _ when type == typeof(TcpState) => (TcpState)(number % 12),
            _ when type == typeof(TcpControl) => (TcpControl)(byte)number,
            _ when type == typeof(RecentTraits) => (RecentTraits)(byte)number,
            _ => throw new NotSupportedException($"{type} is not carried yet: add it to TrackFacts, and here"),
        };
    }

    static List<string> Facts(object target, string path = "")
    {
        var facts = new List<string>();
        foreach (FieldInfo field in target.GetType().GetFields(Fields).Where(f => !s_elsewhere.Contains(f.Name) && IsFact(f)))
        {
            object? value = field.GetValue(target);
            if (IsGroup(field.FieldType))
            {
                facts.AddRange(Facts(value!, $"{path}{field.Name}."));
            }
            else
            {
                facts.Add($"{path}{field.Name} = {value}");
            }
        }

        return facts;
    }
}

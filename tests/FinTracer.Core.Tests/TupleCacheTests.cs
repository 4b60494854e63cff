using System.Collections.Generic;
using System.Linq;
using FinTracer.Segments;
using Xunit;

namespace FinTracer.Core.Tests;

/// <summary>The places of a batch's four-tuples: where they fell together, each segment would be looked up anew, and nothing but time would show it.</summary>
public sealed class TupleCacheTests
{
    const int Tuples = 512;

    public static TheoryData<string> Loads => ["ports of one client", "clients with one port", "IPv6 clients", "every second port", "addresses and ports together"];

    [Theory]
    [MemberData(nameof(Loads))]
    public void Four_tuples_spread_over_the_places(string load)
    {
        int places = Enumerable.Range(0, Tuples).Select(i => TupleCache.PlaceOf(TupleCache.Mix(SegmentOf(load, i)))).Distinct().Count();

        // Thrown at random into 1,024 places, 512 meet in about 403 of them; half of that would do.
        Assert.True(places >= 200, $"{places} places for {Tuples} four-tuples");
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void And_so_do_those_of_one_shard(string load)
    {
        IEnumerable<IGrouping<ulong, ulong>> shards = Enumerable.Range(0, Tuples).Select(i => TupleCache.Mix(SegmentOf(load, i))).GroupBy(mixed => mixed >> 61);

        Assert.All(shards, shard => Assert.True(shard.Select(TupleCache.PlaceOf).Distinct().Count() >= shard.Count() / 2));
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Both_ways_are_one_place(string load) =>
        Assert.All(Enumerable.Range(0, Tuples).Select(i => SegmentOf(load, i)), segment =>
            Assert.Equal(TupleCache.Mix(segment), TupleCache.Mix(segment with { Source = segment.Destination, Destination = segment.Source })));

    static Segment SegmentOf(string load, int i) => load switch
    {
        "ports of one client" => Between(Endpoint.FromIpv4(0x0A000001, (ushort)(32_768 + i))),
        "every second port" => Between(Endpoint.FromIpv4(0x0A000001, (ushort)(32_768 + (2 * i)))),
        "clients with one port" => Between(Endpoint.FromIpv4(0x0A000001 + (uint)i, 40_000)),
        "IPv6 clients" => Between(new Endpoint(new System.UInt128(0x2001_0db8_0000_0000, 0x100 + (ulong)i), 40_000)),
        _ => Between(Endpoint.FromIpv4(0x0A000001 + ((uint)i % 16), (ushort)(32_768 + (i / 16)))),
    };

    static Segment Between(Endpoint client) => new() { Source = client, Destination = Endpoint.FromIpv4(0x0A000101, 80) };
}
